using System.Collections.Immutable;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Components;

/// <summary><c>&lt;t key="…" arg-days="@n"/&gt;</c>: a text by key, with its values, and nothing around it.</summary>
[HtmlTargetElement("t", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TextTagHelper(Wording words) : TagHelper
{
    public string? Key { get; set; }

    /// <summary>A whole text instead of a key and values.</summary>
    public Text? Of { get; set; }

    [HtmlAttributeName("arguments", DictionaryAttributePrefix = "arg-")]
    public IDictionary<string, object?> Values { get; set; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetContent(words.Say(Of ?? new Text(Key ?? throw new TextException("<t> needs a key"), ArgumentsOf(Values))));
    }

    internal static ImmutableArray<Argument> ArgumentsOf(IDictionary<string, object?> values) => [.. values.Select(v => ArgumentOf(v.Key, v.Value))];

    private static Argument ArgumentOf(string name, object? value) => value switch
    {
        int v => (name, v),
        long v => (name, v),
        DateOnly v => (name, v),
        DateTime v => (name, v),
        Money v => new Argument.Amount(name, v.Cents),
        Enum v => new Argument.Term(name, $"{TextKeys.Kebab(v.GetType().Name)}.{TextKeys.Kebab(v.ToString())}"),
        null => (name, ""),
        _ => (name, value.ToString() ?? ""),
    };
}

/// <summary>Attributes that hold words: <c>t-title</c>, <c>t-aria-label</c>, <c>t-alt</c>, <c>t-placeholder</c> take a key.</summary>
[HtmlTargetElement("*", Attributes = Prefix + "*")]
public sealed class TextAttributeTagHelper(Wording words) : TagHelper
{
    private const string Prefix = "t-";

    [HtmlAttributeName("t-all", DictionaryAttributePrefix = Prefix)]
    public IDictionary<string, string> Keys { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        foreach (var (attribute, key) in Keys)
            output.Attributes.SetAttribute(attribute, words[key]);
    }
}
