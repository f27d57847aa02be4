using System.CommandLine;
using System.Globalization;

namespace PeerCert.Web.Commands;

/// <summary>An option that is a day, typed as 2026-05-20; anything else is wrong usage, told with what was typed.</summary>
internal static class DateOption
{
    public static Option<DateOnly?> Named(Terminal terminal, string name, string description) => new(name)
    {
        Description = terminal.Say(description),
        HelpName = "DATE",
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            result.AddError(terminal.Say("command.not-a-date", ("typed", result.Tokens[0].Value)));
            return null;
        },
    };
}
