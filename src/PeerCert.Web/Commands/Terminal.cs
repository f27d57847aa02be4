using System.Collections.Immutable;
using System.Globalization;
using PeerCert.Core.Shared;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Commands;

/// <summary>How a command ended, as scripts see it.</summary>
internal static class ExitStatus
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int WrongUsage = 2;
}

/// <summary>Where a command writes, and its words. What a command answers goes to the output, why it refused to the error output.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, TimeProvider time)
{
    private Catalogue? _catalogue;

    public TextWriter Output => output;

    public TextWriter Error => error;

    public TimeProvider Time => time;

    /// <summary>Words before the standards are loaded; afterwards those that packs bring count too.</summary>
    public Catalogue Words
    {
        get => _catalogue ??= Catalogue.Shipped();
        set => _catalogue = value;
    }

    private ProgramClock Clock => field ??= new(time, TimeZoneInfo.FindSystemTimeZoneById(new ProgramIdentity().TimeZone));

    public string Say(Text text) => Words.Say(Words.LanguageOf(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName), text, Clock);

    public string Say(string key, params Argument[] arguments) => Say(Text.Of(key, arguments));

    /// <summary>In the words of the pack that decided; where that pack is no longer loaded, the bare key of what it said.</summary>
    public string SayAsDecided(Text text, PackStamp pack)
    {
        try
        {
            return Words.Say(Words.LanguageOf(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName), text, Clock, pack);
        }
        catch (Exception e) when (e is MissingTextException or TextException)
        {
            return text.Key;
        }
    }

    public void Line(string key, params Argument[] arguments) => output.WriteLine(Say(key, arguments));

    /// <summary>A line that begins something new.</summary>
    public void Heading(string key, params Argument[] arguments)
    {
        output.WriteLine();
        Line(key, arguments);
    }

    public int Refuse(ImmutableArray<LoadError> faults)
    {
        foreach (var fault in faults)
            error.WriteLine(fault.ToString());
        return ExitStatus.Refused;
    }

    public int Refuse(Problem problem)
    {
        if (problem is Problem.Invalid { Fields: { Length: > 0 } fields })
            foreach (var field in fields)
                error.WriteLine(Say(field.Message));
        else
            error.WriteLine(Say(problem.Message));
        return ExitStatus.Refused;
    }

    public int Refuse(string key, params Argument[] arguments) => Refuse(new Problem.Refused(key, Text.Of(key, arguments)));
}
