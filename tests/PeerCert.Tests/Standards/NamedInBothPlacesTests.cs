using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using PeerCert.Core.Applications;
using PeerCert.Core.Ethics;
using PeerCert.Core.Exams;
using PeerCert.Core.Ledger;
using PeerCert.Core.Shared;
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
        new(ApplicationFacts.Training, "span", ApplicationFacts.Hours),
        new(ApplicationFacts.TrainingCertificate, "document", null),
        new(AgreementFacts.Kind, "agreement", null),
        new(FeeFacts.Kind, "event", null) { Detail = EventDetail.FeeLine },
        new(ExamFacts.Kind, "attempt", null),
    ];

    private static readonly string[] Asked = [ApplicationFacts.Question, RecordResult.CertificateQuestion];

    private static readonly string[] Settings = ["certificate-number.prefix", "certificate-number.digits"];

    /// <summary>A pack without questions decides no filing, so nothing is contributed to it.</summary>
    private static IEnumerable<Pack> Deciding => Packs.Library.Packs.Where(p => p.Questions.Count > 0);

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
        Assert.Equal(["the kind core-training is (span, days, None)"], FaultsOf(pack with { Kinds = With(pack.Kinds, "core-training", new("core-training", "span", "days")) }));
        Assert.Equal(["the kind fee-paid is (event, , None)"], FaultsOf(pack with { Kinds = With(pack.Kinds, "fee-paid", new("fee-paid", "event", null)) }));
        Assert.Equal(["the kind birth-date holds a word"], FaultsOf(pack with { Kinds = With(pack.Kinds, "birth-date", new("birth-date", "attribute", null) { Values = ["old"] }) }));
        Assert.Equal(["the question certificate is missing"], FaultsOf(pack with { Questions = Without(pack.Questions, "certificate") }));
        Assert.Equal(["the setting certificate-number.digits is missing"], FaultsOf(pack with { Settings = Without(pack.Settings, "certificate-number.digits") }));
    }

    [Fact]
    public void Every_fact_the_program_makes_is_among_those()
    {
        var made = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "PeerCert.Core"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(f => MadeIn(File.ReadAllText(f))).ToHashSet();

        // Evidence is of the kind under which it was added; that is looked at below.
        Assert.True(made.Remove(("document", "f.Kind")), string.Join(", ", made));
        Assert.Equal(Contributed.Where(k => k.Shape != "document").Select(k => (k.Shape, k.Name)).Order(), made.Order());
        foreach (var page in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "PeerCert.Web", "Pages"), "*.cs", SearchOption.AllDirectories))
            Assert.All(EvidenceAdded().Matches(File.ReadAllText(page)), m => Assert.Equal("ApplicationFacts.TrainingCertificate", m.Groups[1].Value));
    }

    [Fact]
    public void A_fact_made_anywhere_would_be_found()
    {
        Assert.Equal([("event", "application-approved")], MadeIn("class ApplicationFacts { x = new Fact.Event(Approved, day, null); }"));
        Assert.Equal([("attempt", "exam")], MadeIn("class RecordResult { x = new Fact.Attempt(ExamFacts.Kind, day); }"));
        Assert.Equal([("attestation", "Unheard")], MadeIn("class ApplicationFacts { x = new Fact.Attestation(Unheard, day); }"));
    }

    [Fact]
    public void Every_question_the_program_asks_is_among_those() => Assert.Equal(
        Asked.Order(), ConstantsOf(Core.GetTypes()).Where(c => c.Name.EndsWith("Question", StringComparison.Ordinal)).Select(c => c.Value).Order());

    [Fact]
    public void Every_clock_the_program_reads_runs_under_some_pack()
    {
        string[] read = [.. ConstantsOf([typeof(ApplicationClocks)]).Select(c => c.Value), OpenEligibility.Window];
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

    /// <summary>Shape and kind of each fact that a source file makes; where the kind is no constant, what stands there.</summary>
    private static IEnumerable<(string Shape, string Kind)> MadeIn(string source)
    {
        var own = OwnClass().Match(source).Groups[1].Value;
        foreach (Match made in Made().Matches(source))
        {
            var path = made.Groups[2].Value.Split('.');
            var (type, name) = path.Length == 2 ? (path[0], path[1]) : (own, path[0]);
            var value = ConstantsOf(Core.GetTypes().Where(t => t.Name == type)).Where(c => c.Name == name).Select(c => c.Value).SingleOrDefault();
            yield return (made.Groups[1].Value is "PersonAttribute" ? "attribute" : TextKeys.Kebab(made.Groups[1].Value), value ?? made.Groups[2].Value);
        }
    }

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

    [GeneratedRegex(@"new Fact\.(\w+)\(([\w.]+)")]
    private static partial Regex Made();

    [GeneratedRegex(@"\bclass (\w+)")]
    private static partial Regex OwnClass();

    [GeneratedRegex(@"\badd\.HandleAsync\(new\(Id, ([\w.]+)")]
    private static partial Regex EvidenceAdded();
}
