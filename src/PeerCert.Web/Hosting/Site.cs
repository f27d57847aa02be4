using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.WebEncoders;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Access;
using PeerCert.Web.Components;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Hosting;

/// <summary>The site itself: pages, texts, headers, limits, errors. Capabilities add their own to it in <c>Program</c>.</summary>
public static class Site
{
    public static void AddSite(this WebApplicationBuilder builder, Catalogue? words = null)
    {
        var services = builder.Services;
        var identity = builder.Configuration.GetSection(ProgramIdentity.Section).Get<ProgramIdentity>() ?? new();
        builder.WebHost.UseStaticWebAssets();

        services.AddSingleton(identity);
        services.AddSingleton(p => new ProgramClock(p.GetRequiredService<TimeProvider>(), TimeZoneInfo.FindSystemTimeZoneById(identity.TimeZone)));
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddTexts(builder.Configuration, words);
        services.AddSingleton<SiteStyle>().AddScoped<RenderedParts>();
        services.AddScoped<Navigation>();
        services.AddAccess(builder.Configuration);
        services.AddSitePages(o => o.Conventions.AllowAnonymousToFolder("/Public"));
        services.AddHealthChecks();
        ClientLimits.Register(services, builder.Configuration);
        builder.WebHost.ConfigureKestrel(k => (k.AddServerHeader, k.Limits.MaxRequestBodySize) = (false, RequestSizes.Form));
        // the framework's own request log repeats whole addresses, and an address may hold a name that was searched for
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        AddProxies(services, builder.Configuration);
    }

    /// <summary>Pages, their texts at form fields, and the pages that stand in when something goes wrong.</summary>
    public static void AddSitePages(this IServiceCollection services, Action<RazorPagesOptions> pages)
    {
        services.AddSingleton<StatusPages>();
        services.AddSingleton<FieldWords>();
        services.Configure<FormOptions>(o => o.MultipartBodyLengthLimit = RequestSizes.Upload);
        // after the framework has listed its own: what they found is what gets words
        services.AddOptions<MvcOptions>().PostConfigure<FieldWords>((o, words) => words.Teach(o));
        services.Configure<MvcOptions>(o => o.Filters.Add<RefuseUnhandled>());
        services.AddRazorPages(pages).AddDataAnnotationsLocalization(o => o.DataAnnotationLocalizerProvider = (_, factory) => factory.Create(typeof(FieldWords)));
        services.AddSingleton<IStringLocalizerFactory>(p => p.GetRequiredService<FieldWords>());
    }

    /// <summary>Behind a proxy every request would seem to come from one client: those named in <c>Proxies</c> may say whom they speak for.</summary>
    private static void AddProxies(IServiceCollection services, ConfigurationManager configuration) =>
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            foreach (var proxy in configuration.GetSection("Proxies").Get<string[]>() ?? [])
                o.KnownProxies.Add(IPAddress.Parse(proxy));
            o.ForwardedHeaders = o.KnownProxies.Count > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
        });

    public static void AddTexts(this IServiceCollection services, IConfiguration configuration, Catalogue? words = null)
    {
        services.Configure<TextOptions>(configuration.GetSection("Texts"));
        services.AddSingleton(p => (words ?? Catalogue.Shipped()).With(p.GetService<StandardsLibrary>()?.Packs ?? []));
        services.AddSingleton<Wording>();
    }

    public static void UseSite(this WebApplication app)
    {
        // a fault in the texts is found now, not by the first reader
        app.Services.GetRequiredService<Catalogue>();
        app.UseForwardedHeaders();
        app.UseSiteErrors();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.Use(RequestGates.RefuseUnknown);
        app.Use(RequestGates.RefuseTooLarge);
        app.UseAuthorization();
        app.Use(RequestGates.RefuseZero);
        app.Use(RequestGates.RefuseForged);
        app.Use(SentForms.LetGoAsync);
        app.MapRazorPages();
        app.MapAccess();
        app.MapLanguageSwitch();
        // answered before anyone is asked who they are: styles and monitors must work while the store of accounts does not
        app.MapStaticAssets().AllowAnonymous().ShortCircuit();
        app.MapHealthChecks("/healthz", new() { Predicate = _ => false }).AllowAnonymous().ShortCircuit();
        app.MapHealthChecks("/readyz").AllowAnonymous().ShortCircuit();
    }

    /// <summary>The outermost part: headers on every answer, the reader's language, and a page for whatever goes wrong.</summary>
    public static void UseSiteErrors(this IApplicationBuilder app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<LanguageChoice>();
        app.UseMiddleware<FriendlyErrors>();
    }
}
