using System.CommandLine;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Commands;

/// <summary>The option that says which standards a command works on, and loading them.</summary>
internal sealed class StandardsFolder
{
    private readonly Terminal _terminal;
    private readonly Option<string> _folder;

    public StandardsFolder(Terminal terminal, Command command)
    {
        _terminal = terminal;
        _folder = new("--standards") { Description = terminal.Say("command.option-standards"), HelpName = "DIR", DefaultValueFactory = _ => StartSettings.ShippedStandards };
        command.Add(_folder);
    }

    public string Of(ParseResult parsed) => Path.GetFullPath(parsed.GetValue(_folder)!);

    /// <summary>The standards, with their words; null where they have faults, which are said.</summary>
    public StandardsLibrary? Load(ParseResult parsed) => Load(Of(parsed));

    public StandardsLibrary? Load(string folder)
    {
        var loaded = StandardsLoader.Load(folder);
        if (loaded.Library is not { } library)
        {
            _terminal.Refuse(loaded.Errors);
            return null;
        }
        _terminal.Words = Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "Texts"), library.Packs);
        return library;
    }
}
