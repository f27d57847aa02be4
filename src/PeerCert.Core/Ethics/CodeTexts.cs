using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Ethics;

/// <summary>
/// Which text of the code is shown: an operator's official text where one is loaded, otherwise the summary that ships
/// with the pack. Both are kept by hash for as long as somebody has signed them.
/// </summary>
public sealed class CodeTexts(PeerCertDb db, StandardsLibrary library, ProgramClock clock)
{
    /// <summary>
    /// The text to sign on a day, in a language or, where there is none, in English (the language of the document). An
    /// official text in English comes before a summary in the reader's language: the summary binds nobody.
    /// </summary>
    public async Task<Result<CodeText>> ToSignAsync(DateOnly day, string language, CancellationToken ct)
    {
        if (library.On(GoverningQuestion.Filing, day)?.CodeOn(day) is not { } code)
            return new Problem.Refused("no-code-known", Text.Of("problem.no-code-known", ("day", day)));
        var texts = await db.CodeTexts.AsNoTracking()
            .Where(t => t.CodeVersion == code.Version && (t.Language == language || t.Language == "en"))
            .ToListAsync(ct);
        return texts.OrderByDescending(t => t.IsOfficial).ThenByDescending(t => t.Language == language).ThenByDescending(t => t.LoadedAt).FirstOrDefault() is { } text
            ? text
            : new Problem.Refused("no-code-text", Text.Of("problem.no-code-text", ("version", code.Version)));
    }

    /// <summary>Our summary in the reader's language, to read beside a text to sign that is in another; null where there is none.</summary>
    public string? SummaryBeside(CodeText text, string language) =>
        text.Language == language ? null : library.Packs.Select(p => p.CodeText(text.CodeVersion, language)).FirstOrDefault(t => t is not null);

    /// <summary>Keeps the summaries that ship with the packs, each once. Run at every start.</summary>
    public async Task<Problem?> PublishSummariesAsync(CancellationToken ct)
    {
        var known = await db.CodeTexts.Select(t => t.Sha256).ToHashSetAsync(ct);
        foreach (var (version, language, markdown) in library.Packs.SelectMany(Summaries))
            if (known.Add(CodeText.HashOf(markdown)))
                db.Add(CodeText.Load(version, language, markdown, isOfficial: false, clock.Now));
        // Two nodes that start at once both find it missing; the second one's copy is the same.
        return await db.TrySaveAsync(ct) is { } problem and not Problem.AlreadyDone ? problem : null;
    }

    /// <summary>By what the summaries of the loaded packs are told from any others.</summary>
    public static IEnumerable<string> StampsOf(StandardsLibrary library) =>
        library.Packs.SelectMany(Summaries).Select(s => $"{s.Version} {s.Language} {CodeText.HashOf(s.Markdown)}");

    private static IEnumerable<(string Version, string Language, string Markdown)> Summaries(Pack pack) =>
        from code in pack.CodeVersions
        from language in pack.Texts.Keys
        let markdown = pack.CodeText(code.Version, language)
        where markdown is not null
        select (code.Version, language, markdown);
}
