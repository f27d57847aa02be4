using System.Text.RegularExpressions;

namespace PeerCert.Tests.Architecture;

/// <summary>A source file: its path below <c>src</c>, with forward slashes, and what stands in it.</summary>
public sealed record SourceFile(string Path, string Content)
{
    /// <summary>The code without comments and strings, which may name anything.</summary>
    public string Code { get; } = ImportOrder.WithoutWords(Content);

    public bool IsIn(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);
}

/// <summary>Who may import whom, by what the source names: <c>using</c> lines and full names.</summary>
public static partial class ImportOrder
{
    private static readonly string[] Lower = ["Shared", "Journal", "People"];

    // Each knows what a fact source is and whom a question is about; the rest of Decisions is not theirs.
    private static readonly string[] Sources = ["Decisions", "Evidence", "Ethics", "Ledger", "Notices"];

    private static readonly string[] Upstream = ["Training", "Applications", "Messages", "Exams", "Certifications", "ContinuingEducation", "Payments", "Conduct", "Corrections"];

    private static readonly string[] ReadAnything = ["Registry", "Oversight", "Calendar"];

    /// <summary>Folders of Core in which a folder of Core may look besides its own; null for a folder that the order does not know.</summary>
    public static IReadOnlyList<string>? MayUse(string folder)
    {
        if (Array.IndexOf(Lower, folder) is >= 0 and var low)
            return Lower[..low];
        if (folder is "Decisions" or "Notices")
            return Lower;
        if (Sources.Contains(folder))
            return [.. Lower, "Decisions"];
        if (Array.IndexOf(Upstream, folder) is >= 0 and var place)
            return [.. Lower, .. Sources, .. Upstream[..place]];
        return ReadAnything.Contains(folder) ? [.. Lower, .. Sources, .. Upstream] : null;
    }

    /// <summary>Every breach of the order between the folders of Core.</summary>
    public static IEnumerable<string> BreachesInCore(IEnumerable<SourceFile> files)
    {
        foreach (var file in files.Where(f => f.IsIn("PeerCert.Core")))
        {
            var parts = file.Path.Split('/');
            if (parts.Length == 2)
            {
                if (parts[1] is not ("PeerCertDb.cs" or "Commit.cs"))   // the one context knows every table
                    yield return $"{file.Path} stands in no folder";
                continue;
            }
            if (MayUse(parts[1]) is not { } allowed)
            {
                yield return $"{file.Path}: the order knows no folder {parts[1]}";
                continue;
            }
            foreach (var used in Named(file, "PeerCert.Core").Where(u => u != parts[1] && !allowed.Contains(u)).Distinct())
                yield return $"{file.Path} uses {used}";
            // The lower tier knows a subject and what asks about it, never how a decision is made.
            if (parts[1] is "Evidence" or "Ethics" or "Ledger")
                foreach (Match type in DecisionTypes().Matches(file.Code))
                    yield return $"{file.Path} uses {type.Value} of Decisions";
        }
    }

    /// <summary>Every breach of the order between the projects.</summary>
    public static IEnumerable<string> BreachesBetweenProjects(IEnumerable<SourceFile> files)
    {
        foreach (var file in files)
        {
            foreach (var (who, what, but) in Rules)
                if (file.IsIn(who) && !but.Any(b => file.IsIn(b) || file.Path == b) && Names(file, what))
                    yield return $"{file.Path} uses {what}";
        }
    }

    /// <summary>Whoever is in the first may not name the second, except the third.</summary>
    private static readonly (string Who, string What, string[] But)[] Rules =
    [
        ("PeerCert.Standards", "PeerCert.Core", []),
        ("PeerCert.Standards", "PeerCert.Data", []),
        ("PeerCert.Standards", "PeerCert.Web", []),
        ("PeerCert.Standards", "Microsoft", []),
        ("PeerCert.Standards", "YamlDotNet", ["PeerCert.Standards/Loading"]),
        ("PeerCert.Core", "YamlDotNet", []),
        ("PeerCert.Core", "PeerCert.Data", []),
        ("PeerCert.Core", "PeerCert.Web", []),
        ("PeerCert.Core", "Npgsql", []),
        ("PeerCert.Core", "Microsoft.Data.Sqlite", []),
        ("PeerCert.Core", "Microsoft.AspNetCore", ["PeerCert.Core/People", "PeerCert.Core/PeerCertDb.cs"]),
        ("PeerCert.Core/People", "Microsoft.AspNetCore.Http", []),
        ("PeerCert.Core/People", "Microsoft.AspNetCore.Mvc", []),
        ("PeerCert.Core/People", "Microsoft.AspNetCore.Authentication", []),
        ("PeerCert.Data", "PeerCert.Web", []),
        ("PeerCert.Data", "YamlDotNet", []),
        // Only where the program is put together and where commands work beside it; readiness asks the migrator what it has done.
        ("PeerCert.Web", "PeerCert.Data", ["PeerCert.Web/Hosting/Composition.cs", "PeerCert.Web/Hosting/Startup.cs", "PeerCert.Web/Hosting/StoreCheck.cs", "PeerCert.Web/Commands"]),
        ("PeerCert.Web", "YamlDotNet", ["PeerCert.Web/Texts"]),
        ("PeerCert.Web", "Npgsql", []),
        ("PeerCert.Web", "Microsoft.Data.Sqlite", []),
    ];

    private static bool Names(SourceFile file, string what) => Regex.IsMatch(file.Code, $@"(?<![\w.]){Regex.Escape(what)}\b");

    /// <summary>The folders below a namespace that a file names.</summary>
    private static IEnumerable<string> Named(SourceFile file, string root) =>
        Regex.Matches(file.Code, $@"(?<![\w.]){Regex.Escape(root)}\.(\w+)").Select(m => m.Groups[1].Value).Where(n => n != "PeerCertDb");

    internal static string WithoutWords(string content) => Words().Replace(content, "");

    [GeneratedRegex("""//.*$|/\*.*?\*/|@"(?:[^"]|"")*"|(?<!")"(?!")(?:\\.|[^"\\\n])*"|@\*.*?\*@""", RegexOptions.Multiline)]
    private static partial Regex Words();

    [GeneratedRegex(@"\b(?:PackDecisions|Considered|StoredDecision|PublishPacks)\b")]
    private static partial Regex DecisionTypes();
}
