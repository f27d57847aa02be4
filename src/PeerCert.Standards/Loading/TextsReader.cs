using System.Collections.Frozen;
using System.Text.RegularExpressions;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>Reads the words of one language: a sentence, or one for each plural category of a counted argument.</summary>
internal static partial class TextsReader
{
    private static readonly string[] Categories = ["zero", "one", "two", "few", "many", "other"];

    /// <summary>Texts by key. In a pack that is broken elsewhere (not <paramref name="whole"/>) an unused text would only be an echo.</summary>
    public static FrozenDictionary<string, TextForm> Read(Field root, IReadOnlyDictionary<string, TextSlot> slots, bool whole)
    {
        var texts = new Dictionary<string, TextForm>();
        foreach (var field in root.Map("texts").Required("texts").Named())
        {
            if (!slots.TryGetValue(field.Name, out var slot))
            {
                if (whole)
                    field.Refuse(Fault.TextUnused(field.Name));
                continue;
            }

            texts[field.Name] = Form(field, slot);
        }

        return texts.ToFrozenDictionary();
    }

    private static TextForm Form(Field field, TextSlot slot)
    {
        if (field.Node is not YamlNode.Mapping)
            return new(null, new Dictionary<string, string> { ["other"] = Sentence(field, slot) }.ToFrozenDictionary());

        var map = field.Map([.. Categories.Prepend("count")]);
        var count = map.Required("count");
        var name = count.Text();
        if (name.Length > 0 && !slot.Arguments.Contains(name))
            count.Refuse(Fault.UnknownPlaceholder(name, slot.Arguments));
        else if (name.Length > 0 && !TextSlots.Counted.Contains(name))
            count.Refuse(Fault.NotCounted(name));
        map.Required("other");
        return new(name, Categories.Where(c => map.Optional(c) is not null).ToFrozenDictionary(c => c, c => Sentence(map.Required(c), slot)));
    }

    private static string Sentence(Field field, TextSlot slot)
    {
        var text = field.Text();
        foreach (Match placeholder in Placeholder().Matches(text))
        {
            if (!slot.Arguments.Contains(placeholder.Groups[1].Value))
                field.Refuse(Fault.UnknownPlaceholder(placeholder.Groups[1].Value, slot.Arguments));
        }

        if (Placeholder().Replace(text, "").AsSpan().ContainsAny('{', '}'))
            field.Refuse(Fault.LooseBrace());
        return text;
    }

    [GeneratedRegex(@"\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
