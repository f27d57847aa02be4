using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Access;

/// <summary>
/// What was typed into a form is not lost when the session ends before it is sent. Each form says, sealed, whose it is: so what comes
/// without a session is kept for that account, and only for it. Who signs in next on the same phone never sees it.
/// </summary>
public sealed class TypedForms(
    FormOwner owners, IDataProtectionProvider protection, KeepUnsentForm.Handler keep, DropUnsentForm.Handler drop, OpenUnsentForms open, IModelMetadataProvider metadata)
{
    /// <summary>Where what was kept is shown.</summary>
    public const string Page = "/account/unsent";

    /// <summary>The field that names what was kept, when it is sent.</summary>
    public const string KeptField = "peercert-kept";

    /// <summary>Keeps what was sent for whoever the form was made for; null where that is nobody, or nothing was sent.</summary>
    public static async Task<Guid?> KeepAsync(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType && await RequestGates.FormAsync(context) is { } form && form.ContainsKey(ReplayedForm.WhoseField)
            ? await context.RequestServices.GetRequiredService<TypedForms>().KeepFormAsync(context) : null;

    private async Task<Guid?> KeepFormAsync(HttpContext context)
    {
        if (await ReplayedForm.FromAsync(context, metadata) is not { Whose: { } seal } form || owners.Of(seal) is not { } account)
            return null;
        var content = JsonSerializer.SerializeToUtf8Bytes(form with { Token = null, Whose = null });
        var which = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(form.Action)));
        var kept = await keep.HandleAsync(new(account, which, Forms(account).Protect(content)), context.RequestAborted);
        return kept.Problem is null or Problem.AlreadyDone ? account : null;
    }

    public Task<bool> AnyAsync(Guid account, CancellationToken ct) => open.AnyAsync(account, ct);

    /// <summary>What was typed last and not sent; null where nothing waits. What the keys of today do not open is let go.</summary>
    public async Task<(Guid Id, DateTime TypedAt, ReplayedForm Form)?> LastAsync(Guid account, CancellationToken ct)
    {
        while (await open.LastAsync(account, ct) is { } kept)
        {
            try
            {
                return (kept.Id, kept.TypedAt, JsonSerializer.Deserialize<ReplayedForm>(Forms(account).Unprotect(kept.Sealed))!);
            }
            catch (CryptographicException)
            {
                if ((await DropAsync(kept.Id, account, ct)).Problem is not null)
                    return null;
            }
        }
        return null;
    }

    public Task<Result<Done>> DropAsync(Guid id, Guid account, CancellationToken ct) => drop.HandleAsync(new(id, account), ct);

    private IDataProtector Forms(Guid account) => protection.CreateProtector("unsent-form", account.ToString());

}

/// <summary>Says in a form, sealed, whose it is.</summary>
public sealed class FormOwner(IDataProtectionProvider protection)
{
    private readonly IDataProtector _owners = protection.CreateProtector("whose-form");

    public string SealOf(Guid account) => _owners.Protect(account.ToString());

    /// <summary>Null for what was not sealed here.</summary>
    public Guid? Of(string seal)
    {
        try
        {
            return Guid.TryParse(_owners.Unprotect(seal), out var account) ? account : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <summary>What was kept and is now sent is kept no longer: whatever comes of it stands on the page that it was sent to.</summary>
public static class SentForms
{
    public static async Task LetGoAsync(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsPost(context.Request.Method) && context.User.Identity is { IsAuthenticated: true } && context.Request.HasFormContentType
            && Guid.TryParse((await context.Request.ReadFormAsync(context.RequestAborted))[TypedForms.KeptField], out var kept))
            await context.RequestServices.GetRequiredService<TypedForms>().DropAsync(kept, context.User.UserId, context.RequestAborted);
        await next(context);
    }
}

/// <summary>Every form that somebody sends who is signed in says whose it is.</summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class WhoseFormTagHelper(FormOwner owners) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // a page that must not fail asks no key ring; it carries along what it was given
        if (ViewContext.ViewData["Bare"] is true || ViewContext.HttpContext.User.Identity is not { IsAuthenticated: true })
            return;
        var field = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        field.MergeAttribute("type", "hidden");
        field.MergeAttribute("name", ReplayedForm.WhoseField);
        field.MergeAttribute("value", owners.SealOf(ViewContext.HttpContext.User.UserId));
        output.PostContent.AppendHtml(field);
    }
}
