using System.Net.Mail;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Web.Hosting;

/// <summary>What the settings say about mail, as it was typed; and what is wrong with it, told before the program starts.</summary>
public sealed class MailSettings(IConfiguration configuration, ProgramIdentity identity, string dataFolder)
{
    private const string NoMailbox = "no-reply@localhost";

    private readonly string? _host = NotEmpty(configuration["Mail:Smtp:Host"]);
    private readonly string _from = NotEmpty(configuration["Mail:From"]) ?? NotEmpty(identity.ContactEmail) ?? NoMailbox;
    private readonly string? _address = NotEmpty(identity.Address);

    private bool StartTls => configuration.GetValue("Mail:Smtp:StartTls", !SmtpOptions.IsThisMachine(_host ?? ""));

    private string ReturnTo => NotEmpty(configuration["Mail:ReturnTo"]) ?? $"bounces@{_from[(_from.LastIndexOf('@') + 1)..]}";

    /// <summary>What stands against starting; null where nothing does.</summary>
    public Problem? Check()
    {
        foreach (var (key, value) in new[] { ("Mail:From", _from), ("Mail:ReturnTo", ReturnTo) })
            if (!MailAddress.TryCreate(value, out var address) || address.Address != value)
                return new Problem.Refused("mail-settings", Text.Of("start.mail-address", ("setting", key)));
        if (identity.Name.Any(char.IsControl))
            return new Problem.Refused("mail-settings", Text.Of("start.mail-name"));
        if (_address is not null && Web(_address) is null || _host is not null && _address is null)
            return new Problem.Refused("mail-settings", Text.Of("start.mail-no-address"));
        return _host is not null && !StartTls && !SmtpOptions.IsThisMachine(_host) ? new Problem.Refused("mail-settings", Text.Of("start.mail-open-line", ("host", _host))) : null;
    }

    /// <summary>Only after <see cref="Check"/>. <paramref name="listens"/> is where people find the program when nothing else is set.</summary>
    public MailOptions Read(string listens) => new(
        _from, identity.Name, ReturnTo, Web(_address) ?? Web(listens.Split(';')[0]) ?? new(StartSettings.DefaultUrls),
        Folder("Mail:OutgoingFolder", "mail"), Folder("Mail:ReturnedFolder", "returned-mail"),
        _host is { } host
            ? new(host, configuration.GetValue("Mail:Smtp:Port", SmtpOptions.SubmissionPort), NotEmpty(configuration["Mail:Smtp:User"]), configuration["Mail:Smtp:Password"], StartTls)
            : null);

    private string Folder(string key, string name) => Path.GetFullPath(NotEmpty(configuration[key]) ?? Path.Combine(dataFolder, name));

    /// <summary>With a slash at its end, so that what is put behind it stays below it.</summary>
    private static Uri? Web(string? address) =>
        Uri.TryCreate(address?.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { Host.Length: > 0 } ? uri : null;

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}

internal static class MailRegistration
{
    private static readonly TimeSpan ReturnedEvery = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddMail(this IServiceCollection services, StartSettings start, IConfiguration configuration)
    {
        services.AddSingleton(p => new MailSettings(configuration, p.GetRequiredService<ProgramIdentity>(), start.DataFolder));
        services.AddSingleton(p => p.GetRequiredService<MailSettings>().Read(start.Urls ?? StartSettings.DefaultUrls));
        services.AddSingleton<IMailTransport>(p => p.GetRequiredService<MailOptions>() is var options && options.Smtp is { } smtp
            ? new SmtpTransport(smtp, p.GetRequiredService<TimeProvider>()) : new MaildirTransport(options));
        services.AddSingleton<IMailWords, Texts.MailWords>();
        services.AddScoped<Notice.Writer>().AddScoped<IOutboxHandler, SendMail>().AddScoped<IOutboxHandler, MailLetter>();
        services.AddScoped<ReadReturnedMail>().AddScoped<OpenMyNotices>();
        services.AddPeriodicWork("returned-mail", ReturnedEvery, static (scope, ct) => scope.GetRequiredService<ReadReturnedMail>().RunAsync(ct));
        return services;
    }
}
