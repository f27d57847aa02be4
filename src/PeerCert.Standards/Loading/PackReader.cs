using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>Reads one pack's folder. Everything but texts, cases and content is normative and goes into the stamp.</summary>
internal sealed partial class PackReader(StandardsFiles files, string name, OperatorSettings chosen, List<LoadError> errors)
{
    private static readonly string[] Parts = ["facts.yaml", "lifecycle.yaml", "clocks.yaml", "fees.yaml", "ethics.yaml", "exam.yaml", "ce.yaml", "specialisations.yaml", "settings.yaml", "demographics.yaml"];

    private readonly string _path = Path.Combine(files.Folder, name);
    private AmendedValues _amended = AmendedValues.None;
    private readonly JsonObject _normative = [];
    private readonly Dictionary<string, (Reading Reading, int Line)> _places = [];
    private readonly int _errorsBefore = errors.Count;
    private IReadOnlyCollection<string> _documents = [];
    private Field? _ways;

    /// <summary>The pack, or null when it has no name to go by. Usable only when no error was added.</summary>
    public Pack? Read()
    {
        RefuseUnknownFiles();
        if (Open("pack.yaml") is not { } head)
        {
            if (!files.Exists($"{name}/pack.yaml"))
                new Reading($"{name}/", errors, []).Refuse(1, Fault.FileMissing("pack.yaml"));
            return null;
        }

        var map = head.Map("format", "authority", "version", "title", "from", "documents");
        map.Required("format").OneOf("1");
        var authority = map.Required("authority").Id();
        var version = map.Required("version").Id();
        map.Required("title").Text();
        var from = map.Required("from").Day();
        _documents = [.. map.Required("documents").Named().Select(d => (d.Name, Title: d.Text())).Select(d => d.Name)];
        if (authority.Length > 0 && version.Length > 0 && $"{authority}/{version}" != name)
            map.Required("version").Refuse(Fault.NameDiffersFromFolder($"{authority}/{version}", name));

        _amended = AmendedValues.Read(Nodes(files.In($"{name}/amendments", "*.yaml")), _documents, errors);
        var kinds = FactKinds();
        var fees = Fees(authority, from);
        var settings = Settings();
        var lifecycle = Lifecycle(from);
        var rules = new RequirementReader(from, kinds, fees, settings, lifecycle, _amended);
        var questions = Questions(rules);
        rules.CheckWordings(questions.Values);
        var clocks = Clocks(from);
        var codes = Codes();
        var (modes, languages) = Exam();
        var demographics = Demographics();
        var education = ContinuingEducation(from, rules);
        var specialisations = Specialisations();
        lifecycle = lifecycle with { Ways = Ways(questions, lifecycle, rules) };
        _amended.RefuseUntaken();
        var canonical = CanonicalJson.Write(_normative);

        var pack = new Pack(
            new(authority, version, CanonicalJson.Sha256(canonical)), canonical, from, kinds, questions, fees, clocks,
            (education is null ? rules.Figures : rules.Figures.Append(new(education.HoursPerUnit.Name, education.HoursPerUnit))).ToFrozenDictionary(), settings, codes, lifecycle,
            FrozenDictionary<string, FrozenDictionary<string, TextForm>>.Empty, Content())
        {
            ExamModes = modes,
            ExamLanguages = languages,
            Demographics = demographics,
            ContinuingEducation = education,
            Specialisations = specialisations,
            Amendments = _amended.Amendments,
            Choices = chosen.StampedFor(name),
            AmendmentStamps = [.. _amended.Amendments.Select(a => a.Stamp), .. chosen.StampedFor(name) is { } choices ? [choices.Stamp] : Array.Empty<AmendmentStamp>()],
        };
        foreach (var (id, place) in rules.Places)
            _places[id] = place;
        return pack with { Texts = Texts(pack) };
    }

    private void RefuseUnknownFiles()
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(_path).Order(StringComparer.Ordinal))
        {
            var known = Directory.Exists(entry)
                ? Path.GetFileName(entry) is "requirements" or "texts" or "cases" or "content" or "amendments"
                : Path.GetFileName(entry) is "pack.yaml" || Parts.Contains(Path.GetFileName(entry));
            if (!known)
                new Reading($"{name}/{Path.GetFileName(entry)}", errors, []).Refuse(1, Fault.UnknownFile());
            else if (Directory.Exists(entry))
                foreach (var inside in files.Strangers($"{name}/{Path.GetFileName(entry)}", Path.GetFileName(entry) is "content" ? ".md" : ".yaml"))
                    new Reading(inside, errors, []).Refuse(1, Fault.UnknownFile());
        }
    }

    /// <summary>One normative file; null where it is absent (a pack need not have fees) or was refused.</summary>
    private Field? Open(string file)
    {
        if (!files.Exists($"{name}/{file}") || files.Read($"{name}/{file}", errors) is not { } node)
            return null;

        _normative[Path.GetFileNameWithoutExtension(file)] = node.ToJson();
        return new Reading($"{name}/{file}", errors, _documents).Root(node);
    }

    private FrozenDictionary<string, FactKind> FactKinds()
    {
        var kinds = new Dictionary<string, FactKind>();
        foreach (var field in Open("facts.yaml")?.Map("kinds").Required("kinds").Named() ?? [])
        {
            var map = field.Map("shape", "unit", "values", "detail", "day", "from", "topics", "features", "by", "printed");
            var shape = map.Required("shape").OneOf("attribute", "event", "span", "document", "attestation", "agreement", "attempt", "overlay", "filing");
            string? unit = null;
            if (shape == "span")
                unit = map.Required("unit").OneOf("hours", "days", "units");
            else if (map.Optional("unit") is { } extra)
                extra.Refuse(Fault.WrongUnit(field.Name, extra.Text(), null));

            _ = new Field(field.Reading, new YamlNode.Scalar(field.Line, field.Name, true), "The kind").Id();
            kinds[field.Name] = new(field.Name, shape, unit)
            {
                Values = map.Optional("values") is { } values ? [.. values.List().Select(v => v.Id())] : [],
                Detail = map.Optional("detail")?.OneOf("fee-line") is "fee-line" ? EventDetail.FeeLine : EventDetail.None,
                PastOnly = Of("day", "attribute")?.OneOf("past") is "past",
                FromRequired = Of("from", "span")?.OneOf("required") is "required",
                Topics = [.. Of("topics", "span")?.List().Select(v => v.Id()) ?? []],
                ByAnother = Of("by", "document")?.OneOf("another") is "another",
                Printed = Of("printed", "document")?.OneOf("name-and-expiration") is "name-and-expiration",
                Features = [.. Of("features", "document")?.List().Select(v => v.Id()) ?? []],
            };
            _places[kinds[field.Name].TextKey] = (field.Reading, field.Line);

            Field? Of(string key, string wanted)
            {
                if (map.Optional(key) is not { } given)
                    return null;
                if (shape.Length > 0 && shape != wanted)
                    given.Refuse(Fault.WrongShape(field.Name, shape, wanted));
                return given;
            }
        }

        return kinds.ToFrozenDictionary();
    }

    private FrozenDictionary<string, FeeLine> Fees(string authority, DateOnly from)
    {
        var fees = new Dictionary<string, FeeLine>();
        foreach (var field in Open("fees.yaml")?.Map("fees").Required("fees").Named() ?? [])
        {
            if (!FeeCode().IsMatch(field.Name))
                field.Refuse(Fault.WrongType($"The fee {field.Name}", "a code of capital letters, digits and hyphens"));
            var map = field.Map("amount", "cite", "per", "note");
            map.Optional("per")?.Id();
            map.Optional("note")?.Text();
            var source = map.Cite();
            // The hash leaves the version out: a line that a later edition repeats word for word stays approved.
            var hash = CanonicalJson.Sha256(new JsonObject { ["authority"] = authority, ["code"] = field.Name, ["line"] = field.Node.ToJson() });
            fees[field.Name] = new(field.Name, DatedReader.Cents(map.Required("amount"), $"fee.{field.Name}", from, source, _amended), source, hash);
            _places[$"fee {field.Name}"] = (field.Reading, field.Line);
        }

        return fees.ToFrozenDictionary();
    }

    /// <summary>Settings as texts; one that is a mapping gives <c>name.key</c> for each of its keys.</summary>
    private FrozenDictionary<string, Setting> Settings()
    {
        var settings = new Dictionary<string, Setting>();
        foreach (var field in Open("settings.yaml")?.Map("settings").Required("settings").Named() ?? [])
        {
            var map = field.Map("value", "cite", "note");
            var source = map.Cite();
            var note = map.Optional("note")?.Text();
            var value = map.Required("value");
            if (value.Node is not YamlNode.Mapping)
                Add(field.Name, value.Word());
            else
                foreach (var part in value.Named())
                    Add($"{field.Name}.{part.Name}", part.Word());

            void Add(string setting, string given) => settings[setting] = new(setting, [new(default, given, source, note), .. chosen.For(name, setting, given, source)]);
        }

        chosen.RefuseUnknown(name, settings.Keys);
        return settings.ToFrozenDictionary();
    }

    private FrozenDictionary<string, Question> Questions(RequirementReader rules)
    {
        var questions = new Dictionary<string, Question>();
        var all = new JsonObject();
        foreach (var (file, node) in Nodes(files.In($"{name}/requirements", "*.yaml")))
        {
            foreach (var field in new Reading(file, errors, _documents).Root(node).Map("questions").Required("questions").Named())
            {
                if (questions.ContainsKey(field.Name))
                    field.Refuse(Fault.DuplicateName("question", field.Name));
                questions[field.Name] = rules.Question(field);
                all[field.Name] = field.Node.ToJson();
                _places[$"question {field.Name}"] = (field.Reading, field.Line);
            }
        }

        _normative["questions"] = all;   // which file a question stands in is no part of the standard
        return questions.ToFrozenDictionary();
    }

    private FrozenDictionary<string, Clock> Clocks(DateOnly from)
    {
        var clocks = new Dictionary<string, Clock>();
        foreach (var field in Open("clocks.yaml")?.Map("clocks").Required("clocks").Named() ?? [])
        {
            var map = field.Map("length", "unit", "cite", "note");
            map.Optional("note")?.Text();
            var source = map.Cite();
            var unit = map.Required("unit") is var u && u.Text() is var given ? given switch
            {
                "days" => ClockUnit.Days,
                "days-before" => ClockUnit.DaysBefore,
                "months" => ClockUnit.Months,
                "hours-before" => ClockUnit.HoursBefore,
                _ => Refuse(u, given),
            } : default;
            clocks[field.Name] = new(field.Name, DatedReader.Figure(map.Required("length"), $"clock.{field.Name}", from, source, _amended, unit is ClockUnit.Months ? Field.MostMonthsOrYears : Field.MostUnits), unit, source);
            _places[clocks[field.Name].TextKey] = (field.Reading, field.Line);
        }

        return clocks.ToFrozenDictionary();

        static ClockUnit Refuse(Field unit, string given)
        {
            if (given.Length > 0)
                unit.Refuse(Fault.WrongUnit("A clock", given, "days, days-before, months or hours-before"));
            return default;
        }
    }

    private ImmutableArray<CodeVersion> Codes()
    {
        var codes = ImmutableArray.CreateBuilder<CodeVersion>();
        foreach (var item in Open("ethics.yaml")?.Map("codeOfEthics").Required("codeOfEthics").List() ?? [])
        {
            var map = item.Map("version", "from", "cite", "note");
            map.Optional("note")?.Text();
            var code = new CodeVersion(map.Required("version").Text(), map.Required("from").Day(), map.Cite());
            if (codes.LastOrDefault() is { } before && code.From <= before.From)
                map.Required("from").Refuse(Fault.Overlapping(code.From));
            if (codes.Any(c => c.Version == code.Version))
                map.Required("version").Refuse(Fault.DuplicateName("version of the code", code.Version));
            codes.Add(code);
        }

        return codes.ToImmutable();
    }

    private (ImmutableArray<ExamChoice> Modes, ImmutableArray<ExamChoice> Languages) Exam()
    {
        if (Open("exam.yaml") is not { } root)
            return ([], []);

        var map = root.Map("modes", "languages");
        return (Choices("modes", "name"), Choices("languages", "tag"));

        ImmutableArray<ExamChoice> Choices(string list, string key)
        {
            var choices = ImmutableArray.CreateBuilder<ExamChoice>();
            foreach (var item in map.Required(list).List())
            {
                var choice = item.Map(key, "cite");
                choices.Add(new(choice.Required(key).Id(), choice.Cite()));
                if (choices.Take(choices.Count - 1).Any(c => c.Name == choices[^1].Name))
                    item.Refuse(Fault.DuplicateName($"item of {list}", choices[^1].Name));
                _places[$"exam-mode {choices[^1].Name}"] = (item.Reading, item.Line);
            }

            return choices.ToImmutable();
        }
    }

    private CeStandard? ContinuingEducation(DateOnly from, RequirementReader rules)
    {
        if (Open("ce.yaml") is not { } root)
            return null;

        var map = root.Map("cite", "hoursPerUnit", "proof", "sources", "areas", "modes", "topics");
        var perUnit = map.Required("hoursPerUnit");
        return new(
            DatedReader.Figure(perUnit, "ce.hoursPerUnit", from, map.Cite(), _amended), rules.Proof(map.Required("proof")), Words("sources"), Words("areas"), Words("modes"), Words("topics"));

        ImmutableArray<CeWord> Words(string list)
        {
            var words = ImmutableArray.CreateBuilder<CeWord>();
            foreach (var item in map.Required(list).List())
            {
                var word = item.Map("name", "cite");
                words.Add(new(list[..^1], word.Required("name").Id(), word.Cite()));
                if (words.Take(words.Count - 1).Any(w => w.Name == words[^1].Name))
                    item.Refuse(Fault.DuplicateName($"item of {list}", words[^1].Name));
                _places[words[^1].TextKey] = (item.Reading, item.Line);
            }

            return words.ToImmutable();
        }
    }

    private Specialisations? Specialisations()
    {
        if (Open("specialisations.yaml") is not { } root)
            return null;

        var map = root.Map("cite", "advertising", "areas");
        var advertising = map.Required("advertising").Map("title", "abbreviation", "beforeNumber", "captionOfOne", "captionOfSeveral", "cite");
        var areas = ImmutableArray.CreateBuilder<Specialisation>();
        foreach (var item in map.Required("areas").List())
        {
            var area = item.Map("name", "title", "competencies", "cite");
            areas.Add(new(area.Required("name").Id(), area.Required("title").Text(), [.. area.Required("competencies").List().Select(c => c.Id())], area.Cite()));
            if (areas.Take(areas.Count - 1).Any(a => a.Name == areas[^1].Name))
                item.Refuse(Fault.DuplicateName("item of areas", areas[^1].Name));
            _places[areas[^1].TextKey] = (item.Reading, item.Line);
            foreach (var competency in areas[^1].Competencies)
                _places.TryAdd(Specialisation.CompetencyKey(competency), (item.Reading, item.Line));
        }

        return new(
            new(
                advertising.Required("title").Text(), advertising.Required("abbreviation").Text(), advertising.Required("beforeNumber").Text(),
                advertising.Required("captionOfOne").Text(), advertising.Required("captionOfSeveral").Text(), advertising.Cite()),
            areas.ToImmutable(), map.Cite());
    }

    private ImmutableArray<DemographicQuestion> Demographics()
    {
        var questions = ImmutableArray.CreateBuilder<DemographicQuestion>();
        foreach (var field in Open("demographics.yaml")?.Map("questions").Required("questions").Named() ?? [])
        {
            var map = field.Map("values", "like", "choose", "cite", "note");
            map.Optional("note")?.Text();
            var name = new Field(field.Reading, new YamlNode.Scalar(field.Line, field.Name, true), "The question").Id();
            var like = map.Optional("like")?.OneOf([.. questions.Where(q => q.Like is null).Select(q => q.Name)]);
            var values = like is null ? map.Required("values").List().Select(v => v.Id()).ToImmutableArray() : questions.FirstOrDefault(q => q.Name == like)?.Values ?? [];
            questions.Add(new(name, values, map.Optional("choose")?.OneOf("one", "several") is "several", map.Cite()) { Like = like });
            _places[questions[^1].TextKey] = (field.Reading, field.Line);
        }

        return questions.ToImmutable();
    }

    private Lifecycle Lifecycle(DateOnly from)
    {
        if (Open("lifecycle.yaml") is not { } root)
        {
            if (!files.Exists($"{name}/lifecycle.yaml"))
                new Reading($"{name}/", errors, []).Refuse(1, Fault.FileMissing("lifecycle.yaml"));
            return new(new("term.years", []), from, []);
        }

        var map = root.Map("term", "tiersFrom", "tiers", "ways");
        _ways = map.Optional("ways");
        var term = map.Required("term").Map("years", "cite", "note");
        term.Optional("note")?.Text();
        var tiers = ImmutableArray.CreateBuilder<StandingTier>();
        var list = map.Required("tiers").List();
        foreach (var item in list)
        {
            var tier = item.Map("name", "yearsAfterDue", "cite");
            tiers.Add(new(tier.Required("name").Id(), tier.Optional("yearsAfterDue")?.Count(Field.MostMonthsOrYears), tier.Cite()));
            if (tiers.Take(tiers.Count - 1).Any(t => t.Name == tiers[^1].Name))
                item.Refuse(Fault.DuplicateName("tier", tiers[^1].Name));
            _places[$"tier {tiers[^1].Name}"] = (item.Reading, item.Line);
            var isLast = tiers.Count == list.Count;
            if (isLast == tiers[^1].YearsAfterDue is not null || (!isLast && tiers.Count > 1 && tiers[^1].YearsAfterDue <= tiers[^2].YearsAfterDue))
                item.Refuse(Fault.TierOrder());
        }

        return new(DatedReader.Figure(term.Required("years"), "term.years", from, term.Cite(), _amended, Field.MostMonthsOrYears), map.Required("tiersFrom").Day(), tiers.ToImmutable());
    }

    /// <summary>Ways name questions, so they are read once those are known.</summary>
    private ImmutableArray<Way> Ways(FrozenDictionary<string, Question> questions, Lifecycle lifecycle, RequirementReader rules)
    {
        var ways = ImmutableArray.CreateBuilder<Way>();
        foreach (var item in _ways?.List() ?? [])
        {
            var map = item.Map("question", "term", "tier", "number", "cite");
            var question = map.Required("question");
            var asked = question.Id();
            var tier = map.Optional("tier")?.OneOf([.. lifecycle.Tiers.Select(t => t.Name)]);
            if (asked.Length > 0 && !questions.ContainsKey(asked))
                question.Refuse(Fault.Undeclared("question", asked, "requirements/"));
            else if (ways.Any(w => w.Question == asked))
                question.Refuse(Fault.DuplicateName("way", asked));
            else if (asked.Length > 0 && tier is null == !questions[asked].Roots.OfType<FiledInTier>().Any())
                item.Refuse(Fault.WayWithoutTime(asked));
            var term = map.Optional("term") is { } kind ? rules.Kind(kind, "overlay").Name : null;
            if (term is null != tier is null)
                item.Refuse(Fault.KeyWithout(tier is null ? "term" : "tier", tier is null ? "tier" : "term"));
            ways.Add(new(asked, term, tier, map.Optional("number")?.OneOf("kept", "new") is "new", map.Cite()));
            _places[ways[^1].TextKey] = (item.Reading, item.Line);
        }

        return ways.ToImmutable();
    }

    private FrozenDictionary<string, FrozenDictionary<string, TextForm>> Texts(Pack pack)
    {
        var slots = TextSlots.Of(pack).DistinctBy(s => s.Key).ToDictionary(s => s.Key);
        var languages = new Dictionary<string, FrozenDictionary<string, TextForm>>();
        var whole = errors.Count == _errorsBefore;
        var refused = false;
        foreach (var file in files.In($"{name}/texts", "*.yaml"))
        {
            if (files.Read(file, errors) is { } node)
                languages[Path.GetFileNameWithoutExtension(file)] = TextsReader.Read(new Reading(file, errors, _documents).Root(node), slots, whole);
            else
                refused = true;
        }

        // In a pack that is broken elsewhere, missing texts would only be echoes of the first error.
        var english = languages.GetValueOrDefault("en");
        if (!refused && whole)
            foreach (var slot in slots.Values.Where(s => english?.ContainsKey(s.Key) is not true))
            {
                var (reading, line) = Place(slot.Key);
                reading.Refuse(line, Fault.TextMissing(slot.Key));
            }

        return languages.ToFrozenDictionary();
    }

    /// <summary>Where what needs a text stands: that is where its author looks.</summary>
    private (Reading Reading, int Line) Place(string key)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        foreach (var candidate in (string[])[key, $"{key[..dot]} {key[(dot + 1)..]}", key[..key.LastIndexOf('.')], key[..dot]])
            if (_places.TryGetValue(candidate, out var place))
                return place;
        return (new Reading($"{name}/texts/en.yaml", errors, []), 1);
    }

    private FrozenDictionary<string, string> Content() =>
        files.In($"{name}/content", "*.md")
            .Select(f => (Name: Path.GetFileName(f), Text: files.ReadText(f, errors)))
            .ToFrozenDictionary(f => f.Name, f => f.Text ?? "");

    private IEnumerable<(string Name, YamlNode Node)> Nodes(IEnumerable<string> names)
    {
        foreach (var file in names)
            if (files.Read(file, errors) is { } node)
                yield return (file, node);
    }

    [GeneratedRegex("^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex FeeCode();
}
