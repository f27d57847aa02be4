using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.ContinuingEducation;
using PeerCert.Core.Ethics;
using PeerCert.Core.Exams;
using PeerCert.Core.Ledger;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Standards;

/// <summary>
/// Some names stand in the program and in the packs: the kinds of fact that the program contributes, the questions it
/// asks, its clocks and settings. A pack that spells one otherwise would never see the fact, and nobody would notice.
/// </summary>
public sealed partial class NamedInBothPlacesTests
{
    private static readonly Assembly Core = typeof(ApplicationFacts).Assembly;

    private static readonly FactKind[] Contributed =
    [
        new(ApplicationFacts.Filing, "filing", null),
        new(ApplicationFacts.Approved, "event", null),
        new(ApplicationFacts.BirthDate, "attribute", null),
        new(AgreementFacts.Kind, "agreement", null),
        new(FeeFacts.Kind, "event", null) { Detail = EventDetail.FeeLine },
        new(ExamFacts.Kind, "attempt", null),
        new(ViewOrientation.Kind, "event", null),
        new(CertificateFacts.Term, "overlay", null),
        new(CertificateFacts.Suspension, "overlay", null),
        new(CertificateFacts.Revocation, "overlay", null),
        new(CertificateFacts.Inactivity, "overlay", null),
        new(CertificateFacts.Filing, "filing", null),
        new(CertificateFacts.PeriodBegan, "event", null),
        new(AskForSitting.Requested, "event", null),
        new(NameChangeFacts.Filing, "filing", null),
        new(SpecialisedTrainingFacts.Filing, "filing", null),
        new(SpecialisedTrainingFacts.Training, "span", "hours"),
        new(OpenCeRecord.Kind, "span", OpenCeRecord.Unit),
    ];

    private static readonly string[] Asked = [ViewOrientation.Question, ApplicationFacts.Question, ExamFacts.Question, ExamFacts.ReturnQuestion, RecordResult.CertificateQuestion, OpenCeRecord.Question, SpecialisedTrainingFacts.Question, NameChangeFacts.Question];

    private static readonly string[] Settings = ["certificate-number.prefix", "certificate-number.digits", Standing.PendingStaysCurrent, Standing.OnTimeAnchor, Standing.LateAnchor];

    /// <summary>The pack of the filings that come in now: only to it the program contributes.</summary>
    private static IEnumerable<Pack> Deciding => [Packs.Library.On(GoverningQuestion.Filing, DateOnly.MaxValue)!];

    [Fact]
    public void Every_pack_that_decides_declares_what_the_program_contributes_and_asks()
    {
        Assert.Contains(Packs.CalMhsa, Deciding);
        Assert.Empty(Deciding.SelectMany(p => FaultsOf(p).Select(f => $"{p.Stamp.Authority}/{p.Stamp.Version}: {f}")));
    }

    [Fact]
    public void A_pack_that_names_one_otherwise_would_be_found()
    {
        var pack = Packs.CalMhsa;
        Assert.Equal(["the kind exam is missing"], FaultsOf(pack with { Kinds = Without(pack.Kinds, "exam") }));
        Assert.Equal(["the kind fee-paid is (event, , None)"], FaultsOf(pack with { Kinds = With(pack.Kinds, "fee-paid", new("fee-paid", "event", null)) }));
        Assert.Equal(["the kind birth-date holds a word"], FaultsOf(pack with { Kinds = With(pack.Kinds, "birth-date", new("birth-date", "attribute", null) { Values = ["old"] }) }));
        Assert.Equal(["the question certificate is missing"], FaultsOf(pack with { Questions = Without(pack.Questions, "certificate") }));
        Assert.Equal(["the setting certificate-number.digits is missing"], FaultsOf(pack with { Settings = Without(pack.Settings, "certificate-number.digits") }));
    }

    /// <summary>Facts of all other kinds are made from what the pack declares, so their names stand in no source file.</summary>
    [Fact]
    public void No_other_kind_of_fact_is_named_in_the_program()
    {
        var named = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "PeerCert.Core"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal)).SelectMany(f => NamedIn(File.ReadAllText(f))).Distinct();
        Assert.Equal(Contributed.Select(k => k.Name).Append(ApplicationFacts.Pathway).Order(), named.Order());
    }

    [Fact]
    public void A_kind_named_anywhere_would_be_found() => Assert.Equal(["diploma"], NamedIn("if (kind == \"diploma\") return;"));

    [Fact]
    public void Every_question_the_program_asks_is_among_those() => Assert.Equal(
        Asked.Order(), ConstantsOf(Core.GetTypes()).Where(c => c.Name.EndsWith("Question", StringComparison.Ordinal)).Select(c => c.Value).Order());

    [Fact]
    public void Every_clock_the_program_reads_runs_under_some_pack()
    {
        string[] read = [.. ConstantsOf([typeof(ApplicationClocks)]).Select(c => c.Value), OpenEligibility.Window, TellOfStandings.NoticeClock, DrawCeAudits.ProofClock];
        Assert.True(read.Length >= 5);
        Assert.Empty(read.Except(Deciding.SelectMany(p => p.Clocks.Keys)));
    }

    [Fact]
    public void An_outcome_of_an_exam_is_called_the_same_in_a_case_file()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Standards, "schema", "cases.schema.json")));
        var named = EnumsUnder(schema.RootElement, "outcome").ToList();
        Assert.Contains(Enum.GetNames<AttemptOutcome>().Select(TextKeys.Kebab).Order(), named.Select(n => n.Order()));
    }

    private static IEnumerable<string> FaultsOf(Pack pack)
    {
        foreach (var kind in Contributed)
            if (pack.Kinds.GetValueOrDefault(kind.Name) is not { } declared)
                yield return $"the kind {kind.Name} is missing";
            else if ((declared.Shape, declared.Unit, declared.Detail) is var has && has != (kind.Shape, kind.Unit, kind.Detail))
                yield return $"the kind {kind.Name} is {has}";
            else if (!declared.Values.IsEmpty)
                yield return $"the kind {kind.Name} holds a word";
        foreach (var question in Asked.Where(q => !pack.Questions.ContainsKey(q)))
            yield return $"the question {question} is missing";
        foreach (var setting in Settings.Where(s => !pack.Settings.ContainsKey(s)))
            yield return $"the setting {setting} is missing";
    }

    private static IEnumerable<string> NamedIn(string source) =>
        Quoted().Matches(source).Select(m => m.Groups[1].Value).Where(Packs.CalMhsa.Kinds.ContainsKey);

    private static IEnumerable<(string Name, string Value)> ConstantsOf(IEnumerable<Type> types) =>
        from type in types
        from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where field.IsLiteral && field.FieldType == typeof(string)
        select (field.Name, (string)field.GetRawConstantValue()!);

    private static IEnumerable<IReadOnlyList<string>> EnumsUnder(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p =>
            p.Name == name && p.Value.ValueKind is JsonValueKind.Object && p.Value.TryGetProperty("enum", out var words)
                ? [[.. words.EnumerateArray().Select(w => w.ToString())]]
                : EnumsUnder(p.Value, name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(e => EnumsUnder(e, name)),
        _ => [],
    };

    private static FrozenDictionary<string, T> Without<T>(FrozenDictionary<string, T> all, string key) => all.Where(e => e.Key != key).ToFrozenDictionary();

    private static FrozenDictionary<string, T> With<T>(FrozenDictionary<string, T> all, string key, T value) => all.Where(e => e.Key != key).Append(new(key, value)).ToFrozenDictionary();

    [GeneratedRegex("\"([a-z-]+)\"")]
    private static partial Regex Quoted();
}
