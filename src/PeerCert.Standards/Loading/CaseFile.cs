using System.Collections.Immutable;
using System.Globalization;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>The cases of one file, or every reason why they cannot be read.</summary>
public sealed record CasesResult(ImmutableArray<Case> Cases, ImmutableArray<LoadError> Errors);

/// <summary>A case to be decided, and the pack that governs it.</summary>
public sealed record GovernedCase(Case.Decided Case, Pack Pack);

/// <summary>The cases of one file with their packs, or every reason why they cannot be read.</summary>
public sealed record GovernedCasesResult(ImmutableArray<GovernedCase> Cases, ImmutableArray<LoadError> Errors);

/// <summary>
/// Reads case files (<c>format: 1</c>, docs/case-format.md): the facts of the model as they are, in YAML. A kind that the
/// pack does not declare, another shape or unit, a duplicate and an unknown key are errors with their line.
/// </summary>
public static class CaseFile
{
    private static readonly string[] Asked = ["question", "clock", "standing", "term", "fee", "code", "units", "setting", "governs"];

    /// <summary>Reads <paramref name="path"/>, to be decided by <paramref name="pack"/>; errors call it <paramref name="name"/>.</summary>
    public static CasesResult Read(string path, string name, Pack pack) => Read(path, name, (place, map) => OfPack(place, map, pack));

    /// <summary>
    /// Reads <paramref name="path"/>, each case by the pack that governs it: the day of its newest filing by the day asked
    /// about (<paramref name="asOf"/> in place of the case's own, where given), or that day itself. Where the file is
    /// one of a pack's own cases (<paramref name="own"/>), that pack reads them all.
    /// </summary>
    public static GovernedCasesResult Read(string path, string name, StandardsLibrary library, DateOnly? asOf, Pack? own = null)
    {
        var packs = new List<Pack>();
        var read = Read(path, name, (place, map) =>
        {
            if (map.Optional("question") is null && Asked.FirstOrDefault(k => map.Optional(k) is not null) is { } value)
            {
                if (own is not null)
                    return null;   // standards check asks the pack for it

                map.Reading.Refuse(map.Line, Fault.NotDecided(value));
                return null;
            }

            var day = asOf ?? map.Required("asOf").Day();
            if (day == default)
                return null;

            var governing = Filings(map).Where(f => f <= day).DefaultIfEmpty(day).Max();
            if ((own ?? library.On(GoverningQuestion.Filing, governing)) is not { } pack)
            {
                map.Reading.Refuse(map.Line, Fault.NoStandard(governing));
                return null;
            }

            packs.Add(pack);
            return OfPack(place, map, pack);
        });
        return new([.. read.Cases.Zip(packs, (c, p) => new GovernedCase((Case.Decided)c, p))], read.Errors);
    }

    /// <summary>The days of filings, before it is known which pack reads the facts.</summary>
    private static IEnumerable<DateOnly> Filings(FieldMap map) =>
        ((map.Optional("facts")?.Node as YamlNode.Sequence)?.Items ?? []).OfType<YamlNode.Mapping>()
            .Where(fact => fact["shape"]?.Value is YamlNode.Scalar { Text: "filing" })
            .Select(fact => (fact["on"]?.Value as YamlNode.Scalar)?.Text)
            .Where(text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            .Select(text => DateOnly.ParseExact(text!, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Every case in the folder <c>cases</c> of a pack.</summary>
    public static CasesResult ReadAll(string standardsFolder, Pack pack)
    {
        var folder = $"{pack.Stamp.Authority}/{pack.Stamp.Version}/cases";
        return Of(new StandardsFiles(standardsFolder).In(folder, "*.yaml").Select(f => Read(Path.Combine(standardsFolder, f), f, pack)));
    }

    /// <summary>The cases about which pack governs, in the folder <c>cases</c> beside the packs.</summary>
    public static CasesResult ReadGoverning(string standardsFolder) =>
        Of(new StandardsFiles(standardsFolder).In("cases", "*.yaml").Select(f => Read(Path.Combine(standardsFolder, f), f, Governs)));

    private static CasesResult Of(IEnumerable<CasesResult> results)
    {
        var all = results.ToImmutableArray();
        return new([.. all.SelectMany(r => r.Cases)], [.. all.SelectMany(r => r.Errors)]);
    }

    private static CasesResult Read(string path, string name, Func<CasePlace, FieldMap, Case?> one)
    {
        var errors = new List<LoadError>();
        if (YamlFile.Read(path, name, errors) is not { } node)
            return new([], [.. errors]);

        var map = new Reading(name, errors, []).Root(node).Map("format", "cases");
        map.Required("format").OneOf("1");
        var cases = ImmutableArray.CreateBuilder<Case>();
        foreach (var item in map.Required("cases").List())
        {
            var read = item.Map(["name", "provisions", "expect", "asOf", "facts", .. Asked]);
            var place = new CasePlace(
                read.Required("name").Text(), [.. read.Optional("provisions")?.List().Select(p => p.Text()) ?? []], name, item.Line);
            if (cases.Any(c => c.Place.Name == place.Name))
                item.Refuse(Fault.DuplicateName("case", place.Name));
            if (one(place, read) is { } given)
                cases.Add(given);
        }

        return errors.Count == 0 ? new(cases.ToImmutable(), []) : new([], [.. errors]);
    }

    private static Case? OfPack(CasePlace place, FieldMap map, Pack pack)
    {
        var asked = OneAsked(map, Asked[..^1]);
        if (asked != "question")
            RefuseBeside(map, asked, "asOf", "facts");
        return asked switch
        {
            "question" => Question(place, map, pack),
            "clock" => Clock(place, map, pack),
            "standing" => Standing(place, map),
            "term" => Term(place, map),
            "fee" => Fee(place, map, pack),
            "code" => Code(place, map),
            "units" => Units(place, map),
            "setting" => Setting(place, map, pack),
            _ => null,
        };
    }

    private static Case.Governed? Governs(CasePlace place, FieldMap map)
    {
        if (OneAsked(map, "governs") is not "governs")
            return null;

        RefuseBeside(map, "governs", "asOf", "facts");
        var about = map.Required("governs").Map("question", "on");
        return new(place, Word<GoverningQuestion>(about.Required("question")), about.Required("on").Day(), map.Required("expect").Map("pack").Required("pack") is var pack && pack.IsNone() ? null : pack.Text());
    }

    /// <summary>The one thing that a case asks about.</summary>
    private static string? OneAsked(FieldMap map, params string[] allowed)
    {
        var given = Asked.Where(k => map.Optional(k) is not null).ToList();
        foreach (var other in given.Where(k => !allowed.Contains(k)))
            map.Required(other).Reading.Refuse(map.Required(other).Line, Fault.UnknownKey(other, allowed));
        var asked = given.Where(allowed.Contains).ToList();
        if (asked.Count == 0 && !map.IsAbsent)
            map.Reading.Refuse(map.Line, Fault.MissingKey(string.Join(" or ", allowed)));
        if (asked.Count > 1)
            map.Reading.Refuse(map.Required(asked[1]).Line, Fault.DuplicateName("thing asked about", asked[0]));
        return asked.FirstOrDefault();
    }

    private static void RefuseBeside(FieldMap map, string? asked, params string[] keys)
    {
        foreach (var key in keys)
            if (asked is not null && map.Optional(key) is { } field)
                field.Reading.Refuse(field.Line, Fault.UnknownKey(key, ["name", "provisions", asked, "expect"]));
    }

    private static Case.Decided Question(CasePlace place, FieldMap map, Pack pack)
    {
        var question = map.Required("question");
        if (question.Text() is { Length: > 0 } asked && !pack.Questions.ContainsKey(asked))
            question.Refuse(Fault.Undeclared("question", asked, "requirements/"));

        var asOf = map.Required("asOf").Day();
        var facts = FactReader.Facts(map.Optional("facts"), pack, asOf);
        var rules = pack.Questions.GetValueOrDefault(question.Text())?.Rules().Select(r => r.Id).ToHashSet() ?? [];
        var expect = map.Optional("expect")?.Map("outcome", "findings", "absent");
        return new(place, question.Text(), asOf, facts, new(
            expect?.Optional("outcome") is { } outcome ? Word<Outcome>(outcome) : null,
            [.. (expect?.Optional("findings")?.Named() ?? []).Select(f => Finding(f, rules))],
            [.. (expect?.Optional("absent")?.List() ?? []).Select(f => RuleName(f, f.Text(), rules))]));
    }

    private static ExpectedFinding Finding(Field field, HashSet<string> rules)
    {
        var map = field.Map("verdict", "remedy", "firstDay", "lastDay", "feeLine", "fee", "text", "cite");
        return new(RuleName(field, field.Name, rules), Word<Verdict>(map.Required("verdict")))
        {
            Remedy = map.Optional("remedy") is { } remedy ? Word<Remedy>(remedy) : null,
            FirstDay = map.Optional("firstDay")?.Day(),
            LastDay = map.Optional("lastDay")?.Day(),
            FeeLine = map.Optional("feeLine")?.Text(),
            FeeCents = map.Optional("fee") is { } fee ? DatedReader.Money(fee) : null,
            Text = map.Optional("text")?.Text(),
            Cite = map.Optional("cite")?.Text(),
        };
    }

    private static string RuleName(Field field, string rule, HashSet<string> rules)
    {
        if (!rules.Contains(rule))
            field.Refuse(Fault.Undeclared("rule in this question", rule, "requirements/"));
        return rule;
    }

    private static Case Clock(CasePlace place, FieldMap map, Pack pack)
    {
        var about = map.Required("clock").Map("name", "start", "filedOn");
        var name = about.Required("name");
        var clock = pack.Clocks.GetValueOrDefault(name.Text());
        if (clock is null)
            name.Refuse(Fault.Undeclared("clock", name.Text(), "clocks.yaml"));

        var (start, filedOn, expect) = (about.Required("start"), about.Required("filedOn").Day(), map.Required("expect").Map("due", "cite"));
        var (due, cite) = (expect.Required("due"), expect.Optional("cite")?.Text());
        if (clock?.Unit is ClockUnit.HoursBefore && start.Moment() is var moment && Zone(pack, filedOn).IsInvalidTime(moment))
            start.Refuse(Fault.WrongType("start", "a time that the clocks of the program's zone show"));
        return clock?.Unit is ClockUnit.HoursBefore
            ? new Case.HoursRun(place, name.Text(), start.Moment(), filedOn, due.IsNone() ? null : due.Moment(), cite)
            : new Case.ClockRuns(place, name.Text(), start.Day(), filedOn, due.IsNone() ? null : due.Day(), cite);
    }

    private static Case.Stands Standing(CasePlace place, FieldMap map)
    {
        var about = map.Required("standing").Map("activeFrom", "due", "on", "pendingSince");
        var expect = map.Required("expect").Map("tier", "lastDay", "cite");
        var (from, due) = (about.Required("activeFrom").Day(), about.Required("due").Day());
        if (due < from && due != default)
            about.Required("due").Refuse(Fault.EndBeforeStart(from, due));
        return new(
            place, from, due, about.Required("on").Day(), about.Optional("pendingSince")?.Day(),
            expect.Required("tier") is var tier && tier.IsNone() ? null : tier.Text(), expect.Optional("lastDay")?.Day(), expect.Optional("cite")?.Text());
    }

    private static Case.TermEnds Term(CasePlace place, FieldMap map) =>
        new(place, map.Required("term").Map("issuedOn").Required("issuedOn").Day(), map.Required("expect").Map("due").Required("due") is var due && due.IsNone() ? null : due.Day());

    private static Case.FeeCosts Fee(CasePlace place, FieldMap map, Pack pack)
    {
        var about = map.Required("fee").Map("line", "on");
        var line = about.Required("line");
        if (!pack.Fees.ContainsKey(line.Text()))
            line.Refuse(Fault.Undeclared("fee line", line.Text(), "fees.yaml"));
        var expect = map.Required("expect").Map("amount", "cite");
        return new(place, line.Text(), about.Required("on").Day(), expect.Required("amount") is var amount && amount.IsNone() ? null : DatedReader.Money(amount), expect.Optional("cite")?.Text());
    }

    private static Case.UnitsAre Units(CasePlace place, FieldMap map)
    {
        var (about, expect) = (map.Required("units").Map("units", "on"), map.Required("expect").Map("hours", "cite"));
        return new(
            place, about.Required("units").Amount(), about.Required("on").Day(),
            expect.Required("hours") is var hours && hours.IsNone() ? null : hours.Amount(), expect.Optional("cite")?.Text());
    }

    private static Case.CodeIs Code(CasePlace place, FieldMap map)
    {
        var expect = map.Required("expect").Map("version", "cite");
        return new(
            place, map.Required("code").Map("on").Required("on").Day(),
            expect.Required("version") is var version && version.IsNone() ? null : version.Text(), expect.Optional("cite")?.Text());
    }

    private static Case.SettingIs Setting(CasePlace place, FieldMap map, Pack pack)
    {
        var about = map.Required("setting").Map("name", "on");
        var name = about.Required("name");
        if (!pack.Settings.ContainsKey(name.Text()))
            name.Refuse(Fault.Undeclared("setting", name.Text(), "settings.yaml"));
        return new(place, name.Text(), about.Required("on").Day(), map.Required("expect").Map("value").Required("value").Word());
    }

    /// <summary>The zone whose clocks the program goes by; UTC where the pack chose none.</summary>
    internal static TimeZoneInfo Zone(Pack pack, DateOnly day) =>
        pack.Settings.TryGetValue("time-zone", out var zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone.On(day), out var found) ? found : TimeZoneInfo.Utc;

    private static bool IsNone(this Field field) => field.Node is YamlNode.Scalar { Plain: true, Text: "none" };

    internal static T Word<T>(Field field) where T : struct, Enum
    {
        var words = Enum.GetValues<T>().ToDictionary(v => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName($"{v}"));
        return words.GetValueOrDefault(field.OneOf([.. words.Keys]));
    }
}
