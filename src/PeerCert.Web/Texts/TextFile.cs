using System.Collections.Frozen;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PeerCert.Web.Texts;

/// <summary>
/// Reads one language's file: keys, nested or with dots, to a sentence or to plural forms
/// (<c>{count: n, one: "…", other: "…"}</c>). Every fault names the file and the line.
/// </summary>
public static class TextFile
{
    public static Dictionary<string, Entry> Read(string path, string language)
    {
        using var reader = new StreamReader(path);
        return Read(reader, Path.GetFileName(path), language);
    }

    public static Dictionary<string, Entry> Read(TextReader reader, string name, string language)
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        try
        {
            var parser = new Parser(reader);
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            ReadMapping(parser, "");
        }
        catch (YamlException e)
        {
            throw new TextException($"{name}:{e.Start.Line}: {e.Message}");
        }
        return entries;

        void ReadMapping(IParser parser, string prefix)
        {
            var start = parser.Consume<MappingStart>();
            var own = new Dictionary<string, (string Value, Mark At)>(StringComparer.Ordinal);
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = parser.Consume<Scalar>();
                if (parser.Accept<MappingStart>(out _))
                    ReadMapping(parser, prefix + key.Value + ".");
                else if (parser.TryConsume<Scalar>(out var value))
                {
                    if (!own.TryAdd(key.Value, (value.Value, value.Start)))
                        throw Fault(key.Start, $"the key '{prefix}{key.Value}' is here twice");
                }
                else
                    throw Fault(key.Start, $"'{prefix}{key.Value}' is neither a sentence nor keys; lists, anchors and aliases are not texts");
            }
            if (own.Keys.Any(k => k is "count"))
                Add(prefix.TrimEnd('.'), PluralOf(own, start.Start), start.Start);
            else
                foreach (var (key, (value, at)) in own)
                    Add(prefix + key, new(null, One(TemplateAt(value, at))), at);
        }

        Entry PluralOf(Dictionary<string, (string Value, Mark At)> own, Mark at)
        {
            own.Remove("count", out var count);
            var categories = PluralRules.CategoriesOf(language);
            if (own.FirstOrDefault(f => !categories.Contains(f.Key)) is { Key: { } stranger })
                throw Fault(own[stranger].At, $"'{stranger}' is not a plural form of '{language}', which has {string.Join(", ", categories)}");
            if (!own.ContainsKey(PluralRules.Other))
                throw Fault(at, "a plural text needs the form 'other'");
            if (categories.FirstOrDefault(c => !own.ContainsKey(c)) is { } missing)
                throw Fault(at, $"a plural text of '{language}' needs the form '{missing}'");
            return new(count.Value, own.ToFrozenDictionary(f => f.Key, f => TemplateAt(f.Value.Value, f.Value.At)));
        }

        Template TemplateAt(string sentence, Mark at) =>
            Template.Parse(sentence) ?? throw Fault(at, "a place for a value is written {name}; no other braces are allowed");

        void Add(string key, Entry entry, Mark at)
        {
            if (!entries.TryAdd(key, entry))
                throw Fault(at, $"the key '{key}' is here twice");
        }

        TextException Fault(Mark at, string what) => new($"{name}:{at.Line}: {what}");
    }

    internal static FrozenDictionary<string, Template> One(Template template) =>
        new Dictionary<string, Template> { [PluralRules.Other] = template }.ToFrozenDictionary();
}
