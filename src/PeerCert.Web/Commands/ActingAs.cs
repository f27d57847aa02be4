using System.CommandLine;
using PeerCert.Core;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Web.Commands;

/// <summary>The options of a command that reads or changes what is private: which account it acts for, and why.</summary>
internal sealed class ActingAs
{
    private readonly Option<string> _as;
    private readonly Option<string?> _reason;

    public ActingAs(Terminal terminal, Command command)
    {
        _as = new("--as") { Description = terminal.Say("command.option-as"), HelpName = "EMAIL", Required = true };
        _reason = new("--reason") { Description = terminal.Say("command.option-reason"), HelpName = "TEXT" };
        command.Add(_as);
        command.Add(_reason);
    }

    public string? ReasonIn(ParseResult parsed) => parsed.GetValue(_reason);

    /// <summary>Whom the command acts for; a problem where there is no such account or it may not do this.</summary>
    public async Task<Result<Session>> SessionAsync(ParseResult parsed, IServiceProvider services, string permission, CancellationToken ct)
    {
        var email = parsed.GetValue(_as)!;
        if (await services.GetRequiredService<PeerCertDb>().SessionOfAsync(email, ct) is not { } session)
            return new Problem.Refused("no-account", Text.Of("command.no-account", ("email", email)));
        return session.May(permission) ? session : new Problem.Refused("not-permitted", Text.Of("command.not-permitted", ("email", email), ("permission", permission)));
    }
}
