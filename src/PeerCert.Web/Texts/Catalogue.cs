using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Web.Texts;

/// <summary>
/// Every text of every language, read once at start. What a pack says about its own rules comes before the program's
/// words; a language that lacks a text shows the English one.
/// </summary>
public sealed class Catalogue
{
    public const string Fallback = "en";
    private readonly FrozenDictionary<string, FrozenDictionary<string, Entry>> _program;

    /// <summary>What <see cref="Find"/> finds where no certain pack decided, put together once for each language: a page has dozens of texts.</summary>
    private readonly FrozenDictionary<string, FrozenDictionary<string, (Entry Entry, string Language)>> _current;
    private readonly FrozenDictionary<string, Language> _languages;
    private readonly ImmutableArray<(PackStamp Stamp, FrozenDictionary<string, FrozenDictionary<string, Entry>> Texts)> _packs;

    public Catalogue(IReadOnlyDictionary<string, Dictionary<string, Entry>> program, IEnumerable<Pack> packs)
        : this(program.ToFrozenDictionary(l => l.Key, l => l.Value.ToFrozenDictionary(StringComparer.Ordinal)), packs) { }

    private Catalogue(FrozenDictionary<string, FrozenDictionary<string, Entry>> program, IEnumerable<Pack> packs)
    {
        _program = program;
        _packs = [.. packs.Reverse().Select(p => (p.Stamp, p.Texts.ToFrozenDictionary(l => l.Key, l => EntriesOf(p.Stamp, l.Value))))];
        _current = _program.Keys.ToFrozenDictionary(tag => tag, CurrentOf);
        Languages = [.. Language.Known.Where(l => _program.ContainsKey(l.Tag))];
        _languages = Languages.ToFrozenDictionary(l => l.Tag);
    }

    /// <summary>Languages that a reader can choose: those with a file.</summary>
    public ImmutableArray<Language> Languages { get; }

    public IEnumerable<string> ProgramKeys(string language) => _program[language].Keys;

    /// <summary>The words that come with the program, without any pack's.</summary>
    public static Catalogue Shipped() => Load(Path.Combine(AppContext.BaseDirectory, "Texts"), []);

    public static Catalogue Load(string folder, IEnumerable<Pack> packs)
    {
        var files = Directory.GetFiles(folder, "*.yaml").ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => f);
        if (files.Keys.FirstOrDefault(f => Language.Known.All(l => l.Tag != f)) is { } stranger)
            throw new TextException($"{stranger}.yaml: not one of the program's languages");
        if (!files.ContainsKey(Fallback))
            throw new TextException($"{Fallback}.yaml: not found in the folder of texts");
        return new(files.ToDictionary(f => f.Key, f => TextFile.Read(f.Value, f.Key)), packs);
    }

    /// <summary>The same words of the program, and those of these packs before them.</summary>
    public Catalogue With(IEnumerable<Pack> packs) => new(_program, packs);

    public Language LanguageOf(string tag) => _languages.TryGetValue(tag, out var language) ? language : _languages[Fallback];

    /// <summary>The entry for a key, by the pack that decided where one did; and the language in which it was found.</summary>
    public (Entry Entry, string Language)? Find(string language, string key, PackStamp? decidedBy = null)
    {
        if (decidedBy is null)
            return (_current.GetValueOrDefault(language) ?? _current[Fallback]).TryGetValue(key, out var found) ? found : null;
        foreach (var tag in language == Fallback ? (ReadOnlySpan<string>)[Fallback] : [language, Fallback])
        {
            foreach (var pack in _packs)
                if (pack.Stamp == decidedBy && pack.Texts.TryGetValue(tag, out var own) && own.TryGetValue(key, out var said))
                    return (said, tag);
            if (_program.TryGetValue(tag, out var words) && words.TryGetValue(key, out var entry))
                return (entry, tag);
        }
        return null;
    }

    /// <summary>The words of a text, as plain text: whoever puts them into a page encodes them.</summary>
    public string Say(Language language, Text text, ProgramClock clock, PackStamp? decidedBy = null)
    {
        if (Find(language.Tag, text.Key, decidedBy) is not var (entry, tag))
            throw new MissingTextException(text.Key);
        var template = entry.For(tag, text.Arguments);
        return template.Parts.Length == 1 ? template.Parts[0] : Filled(template, language, text, clock, decidedBy);
    }

    private string Filled(Template template, Language language, Text text, ProgramClock clock, PackStamp? decidedBy) =>
        template.Fill(place =>
        {
            foreach (var argument in text.Arguments)
                if (argument.Name == place)
                    return ValueOf(language, argument, clock, decidedBy);
            throw new TextException($"the text '{text.Key}' has a place '{place}' that was not filled");
        });

    private string ValueOf(Language language, Argument argument, ProgramClock clock, PackStamp? decidedBy) => argument switch
    {
        Argument.Count a => a.Value.ToString("N0", language.Culture),
        Argument.Quantity a => a.Value.ToString("#,0.##", language.Culture),
        Argument.Day a => a.Value.ToString(language.LongDate, language.Culture),
        Argument.Moment a => Say(language, Text.Of("format.moment",
            ("day", clock.DayOf(a.Value)), ("time", clock.ToLocal(a.Value).ToString("t", language.Culture))), clock),
        Argument.Amount a => AmountOf(language, a.Cents),
        // somebody's name may run the other way than the sentence around it
        Argument.Words a => language.RightToLeft || RunsFromRight(a.Value) ? $"\u2068{a.Value}\u2069" : a.Value,
        Argument.Term a => Say(language, Text.Of(a.Key), clock, decidedBy),
        _ => throw new System.Diagnostics.UnreachableException(argument.GetType().Name),
    };

    /// <summary>Hebrew, Arabic and the scripts beside them, as Unicode puts them into blocks.</summary>
    private static bool RunsFromRight(string words) =>
        words.EnumerateRunes().Any(r => r.Value is >= 0x0590 and <= 0x08FF or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFF or >= 0x10800 and <= 0x10FFF or >= 0x1E800 and <= 0x1EFFF);

    /// <summary>US dollars in every language; only the marks between digits follow the reader.</summary>
    private static string AmountOf(Language language, long cents)
    {
        var digits = (Math.Abs((decimal)cents) / 100).ToString("N2", language.Culture);
        return cents < 0 ? $"-${digits}" : $"${digits}";
    }

    /// <summary>From what counts least to what counts most: the newest pack in the reader's own language.</summary>
    private FrozenDictionary<string, (Entry, string)> CurrentOf(string language)
    {
        var current = new Dictionary<string, (Entry, string)>(StringComparer.Ordinal);
        foreach (var tag in new[] { Fallback, language })
            foreach (var texts in _packs.Select(p => p.Texts.GetValueOrDefault(tag)).Append(_program.GetValueOrDefault(tag)).Reverse())
                foreach (var (key, entry) in texts ?? FrozenDictionary<string, Entry>.Empty)
                    current[key] = (entry, tag);
        return current.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FrozenDictionary<string, Entry> EntriesOf(PackStamp pack, FrozenDictionary<string, TextForm> texts) =>
        texts.ToFrozenDictionary(t => t.Key, t => new Entry(t.Value.CountBy, t.Value.Forms.ToFrozenDictionary(
            f => t.Value.CountBy is null ? PluralRules.Other : f.Key,
            f => Template.Parse(f.Value) ?? throw new TextException(string.Create(CultureInfo.InvariantCulture, $"{pack}: the text '{t.Key}' has a brace that is not part of {{name}}")))));
}

/// <summary>A key that no file has.</summary>
public sealed class MissingTextException(string key) : Exception($"no text for '{key}'")
{
    public string Key { get; } = key;
}
