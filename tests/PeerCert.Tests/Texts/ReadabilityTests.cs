using System.Globalization;
using PeerCert.Testing;

namespace PeerCert.Tests.Texts;

/// <summary>What applicants, certificate holders and the public read can be read after six years of school (docs/adr/plain-words-are-measured.md).</summary>
public sealed class ReadabilityTests
{
    /// <summary>Sixth grade, as Flesch-Kincaid counts (Kincaid and others, 1975).</summary>
    private const double MostEnglishGrade = 6;

    /// <summary>From here to 80 Fernández Huerta's scale says "somewhat easy", sixth grade (1959).</summary>
    private const double LeastSpanishEase = 70;

    /// <summary>The formulas are means: of fewer words than these they say nothing.</summary>
    private const int LeastWords = 30;

    /// <summary>A sentence with more words than these is two.</summary>
    private const int LongestSentence = 25;

    /// <summary>Sections of the program's texts that somebody outside the staff comes to read.</summary>
    private static readonly HashSet<string> ForReaders =
    [
        "format", "site", "account", "sessions", "passkey", "my-data", "close", "provider", "second-step", "forgot", "recover", "stop-reset", "browser", "machine", "sign-in", "unsent", "prove", "sign-up", "email", "password", "invitation", "link", "confirm", "change-email", "account-letter", "home", "accessibility", "privacy", "field", "row", "steps", "verdict",
        "remedy", "finding", "deadline", "problem", "status", "name", "day", "hours", "evidence", "signature", "action", "thing", "application-state", "item-reason",
        "attempt-outcome", "notice", "mail", "message", "messages", "letter-request", "letter-request-state", "letter-request-action", "give-letter", "letter-mail", "statistics", "my", "ready", "renewal", "reinstatement", "surrender", "card", "calendar", "name-change", "name-change-state", "contact-page", "withheld-name", "withheld-name-state", "specialisation", "specialised-training-state", "ce", "ce-audit", "ce-audit-state", "ce-entry-kind", "ways", "way-state", "renewal-filing-state", "certificate-overlay", "orientation-page", "apply", "entry", "unit", "letter", "certificate", "registry",
    ];

    /// <summary>Sections that only staff and whoever runs the program read.</summary>
    private static readonly HashSet<string> ForStaff =
    [
        "setup", "reset", "invite", "accounts", "role", "reason", "fees", "fee-approval", "note", "overlay", "exam", "fee", "notice-kind", "mail-fault", "mail-settlement", "application-action", "exam-eligibility-state", "correction", "correction-kind", "correction-state", "correction-action",
        "exam-eligibility-action", "renewal-filing-action", "specialised-training-action", "ce-audit-action", "name-change-action", "withheld-name-action", "results-import-state", "results-import-action", "document-check", "staff", "event", "command", "code-text", "explain", "outcome", "standards", "diff", "diff-thing", "provenance",
        "start", "journal-flaw-kind", "filing-channel", "claim", "likeness", "certificates", "people", "reading", "review-step-state", "review-step-action", "desk-stage", "desk-share",
    ];

    /// <summary>Where the document's own words are long: it asks whether somebody is "strongly dedicated to recovery".</summary>
    private static readonly HashSet<string> WordsOfTheStandard = ["en dedication"];

    [Fact]
    public void Every_section_is_for_readers_or_for_staff() =>
        Assert.Equal(SaidText.All[0].Languages["en"].Keys.Select(SectionOf).Distinct().Order(), ForReaders.Concat(ForStaff).Order());

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public void Every_page_can_be_read_after_six_years_of_school(string language)
    {
        var faults = Groups(language).Where(g => !WordsOfTheStandard.Contains($"{language} {g.Name}")).SelectMany(g => FaultsOf(g.Where, g.Texts, language)).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static readonly string[] Languages = ["en", "es"];

    [Fact]
    public void Only_what_needs_it_is_excused() => Assert.Equal(
        WordsOfTheStandard.Order(),
        Languages.SelectMany(l => Groups(l).Where(g => FaultsOf(g.Where, g.Texts, l).Any()).Select(g => $"{l} {g.Name}")).Distinct().Order());

    [Theory]
    [InlineData("en", "Notwithstanding any administrative determination, certification eligibility necessitates documentation. ")]
    [InlineData("es", "No obstante cualquier determinación administrativa, la elegibilidad requiere documentación suplementaria. ")]
    public void A_page_that_is_hard_to_read_would_be_found(string language, string sentence)
    {
        Assert.Contains(FaultsOf("here", Enumerable.Repeat(sentence, 6), language), f => f.StartsWith("here: ", StringComparison.Ordinal));
        Assert.Contains("here: a sentence of 26 words", string.Join('\n', FaultsOf("here", [string.Join(' ', Enumerable.Repeat("a", 26)) + "."], language)));
        Assert.Empty(FaultsOf("here", Enumerable.Repeat(language is "en" ? "We read what you sent us." : "Vamos a ver lo que nos dio.", 8), language));
    }

    [Theory]
    [InlineData("en", 1, "we", "make", "times", "asked", "see", "changed", "10")]
    [InlineData("en", 2, "table", "needed", "boxes", "Monday", "answer", "reading")]
    [InlineData("en", 4, "certificate", "education")]
    [InlineData("es", 1, "y", "que", "bien", "pies", "muy")]
    [InlineData("es", 2, "lunes", "guía", "día", "vaya", "cuenta", "leer")]
    [InlineData("es", 4, "solicitud", "certifica", "estudiábais")]
    public void Syllables_are_counted_as_they_are_said(string language, int syllables, params string[] words) =>
        Assert.All(words, w => Assert.True(Readability.SyllablesOf(w, language) == syllables, $"{w}: {Readability.SyllablesOf(w, language)}"));

    /// <summary>Each section of a page or of a pack's requirements; what is too short to be measured alone is measured together.</summary>
    private static IEnumerable<(string Name, string Where, List<string> Texts)> Groups(string language)
    {
        foreach (var (where, languages) in SaidText.All)
        {
            var sections = languages[language].Where(t => where is not "program" || ForReaders.Contains(SectionOf(t.Key)))
                .GroupBy(t => SectionOf(t.Key), t => t.Value.Forms.Values.Select(f => Readability.Filled(f, language)), (name, texts) => (Name: name, Texts: texts.SelectMany(t => t).ToList()))
                .ToLookup(s => Readability.Of(s.Texts, language).Words >= LeastWords);
            foreach (var (name, texts) in sections[true])
                yield return (name, $"{where} {name}", texts);
            yield return ("", $"{where} (short sections)", [.. sections[false].SelectMany(s => s.Texts)]);
        }
        foreach (var pack in SaidText.Packs())
            foreach (var code in pack.CodeVersions)
                if (pack.CodeText(code.Version, language) is { } summary)
                    yield return ("code", $"{pack.Stamp} code of ethics {code.Version}", [.. LinesOf(summary)]);
    }

    private static IEnumerable<string> FaultsOf(string where, IEnumerable<string> texts, string language)
    {
        var all = texts.ToList();
        foreach (var sentence in all.SelectMany(Readability.SentencesOf))
            if (sentence.Split(' ').Length is > LongestSentence and var words)
                yield return $"{where}: a sentence of {words} words: {sentence}";
        var count = Readability.Of(all, language);
        if (count.Words < LeastWords)
            yield break;
        var measured = language is "en" ? Readability.EnglishGrade(count) : Readability.SpanishEase(count);
        if (language is "en" ? measured > MostEnglishGrade : measured < LeastSpanishEase)
            yield return string.Create(CultureInfo.InvariantCulture, $"{where}: {measured:0.0}, of {count}");
    }

    /// <summary>Paragraphs and list items of Markdown; its lines break anywhere.</summary>
    private static IEnumerable<string> LinesOf(string markdown) =>
        markdown.Replace("\n- ", "\n\n").Split("\n\n").Select(p => p.Replace('\n', ' ').Trim()).Where(p => !p.StartsWith('#'));

    private static string SectionOf(string key) => key.Split('.')[0];
}
