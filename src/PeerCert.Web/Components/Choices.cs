using System.Collections;
using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PeerCert.Core.Shared;
using PeerCert.Web.Texts;
using static PeerCert.Web.Components.Markup;

namespace PeerCert.Web.Components;

/// <summary>One thing to choose: what is sent, and the words shown for it.</summary>
public sealed record Choice(string Value, string Label, string? Hint = null);

/// <summary>A field with a list to choose from. A property of an enum type brings its own list.</summary>
public abstract class ChoiceField(Wording words) : FormField(words)
{
    public IEnumerable<Choice>? Options { get; set; }

    protected IEnumerable<Choice> AllOptions => Options ?? (For.Metadata.UnderlyingOrModelType is { IsEnum: true } type
        ? Enum.GetNames(type).Select(n => new Choice(n, Words[$"{TextKeys.Kebab(type.Name)}.{TextKeys.Kebab(n)}"]))
        : throw new InvalidOperationException($"'{Name}' has nothing to choose from"));

    /// <summary>Values chosen so far: as sent, else as stored.</summary>
    protected HashSet<string> Chosen => ViewContext.ModelState[Name] is { } sent
        ? [.. (sent.RawValue as IEnumerable<string> ?? [sent.AttemptedValue ?? ""])]
        : For.Model switch
        {
            null => [],
            string one => [one],
            IEnumerable several => [.. several.Cast<object>().Select(Written)],
            var one => [Written(one)],
        };

    /// <summary>Radio buttons or checkboxes under one legend. The first has the field's own id: error links lead to it.</summary>
    protected void Group(TagHelperOutput output, string kind)
    {
        var (chosen, passed) = (Chosen, Passed(output));
        Wrap(output, "fieldset");
        output.Attributes.SetAttribute("class", $"usa-fieldset {output.Attributes["class"].Value}");
        if (DescribedBy is { } described)
            output.Attributes.SetAttribute("aria-describedby", described);
        output.Content.SetHtmlContent(LabelAndNotes(Tag("legend", "usa-legend")));
        foreach (var (option, i) in AllOptions.Select((o, i) => (o, i)))
        {
            var id = i == 0 ? Id : $"{Id}_{i}";
            output.Content.AppendHtml(Item(kind, id, option, chosen.Contains(option.Value), passed));
        }
    }

    protected TagBuilder Item(string kind, string id, Choice option, bool isChosen, (string, string?)[] passed)
    {
        var hintId = option.Hint is null ? null : $"{id}-hint";
        return Tag("div", $"usa-{kind}").With(
            Tag("input", $"usa-{kind}__input", [("type", kind), ("id", id), ("name", Name), ("value", option.Value),
                ("checked", isChosen ? "checked" : null), ("aria-describedby", hintId), .. passed]),
            Tag("label", $"usa-{kind}__label", ("for", id)).With(option.Label),
            hintId is null ? null : Tag("span", "usa-hint usa-hint--choice", ("id", hintId)).With(option.Hint));
    }

    private static string Written(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}

/// <summary><c>&lt;radios for="Input.Path"/&gt;</c>: one of a few.</summary>
[HtmlTargetElement("radios", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class RadiosTagHelper(Wording words) : ChoiceField(words)
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => Group(output, "radio");
}

/// <summary><c>&lt;checkboxes for="Input.Languages" options="…"/&gt;</c>: any number of a few.</summary>
[HtmlTargetElement("checkboxes", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class CheckboxesTagHelper(Wording words) : ChoiceField(words)
{
    public override void Process(TagHelperContext context, TagHelperOutput output) => Group(output, "checkbox");
}

/// <summary><c>&lt;checkbox for="Input.Agreed"/&gt;</c>: yes, or nothing said.</summary>
[HtmlTargetElement("checkbox", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class CheckboxTagHelper(Wording words) : ChoiceField(words)
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var passed = Passed(output);
        var isChosen = ViewContext.ModelState[Name] is { } sent ? sent.AttemptedValue?.StartsWith("true", StringComparison.OrdinalIgnoreCase) is true : For.Model is true;
        (string, string?)[] states = [("aria-describedby", DescribedBy), ("aria-invalid", Errors is null ? null : "true"), .. passed];
        var notes = Notes();
        Wrap(output, "div");
        output.Content.SetHtmlContent(notes).AppendHtml(Item("checkbox", Id, new("true", LabelText), isChosen, states));
    }
}

/// <summary><c>&lt;select-field for="Input.County" options="…"/&gt;</c>: one of many.</summary>
[HtmlTargetElement("select-field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SelectFieldTagHelper(Wording words) : ChoiceField(words)
{
    /// <summary>Key of what is said where nothing is chosen; empty where something always is.</summary>
    public string Empty { get; set; } = "field.choose";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var chosen = Chosen;
        var select = Tag("select", Errors is null ? "usa-select" : "usa-select usa-input--error",
            [("id", Id), ("name", Name), ("aria-describedby", DescribedBy), ("aria-invalid", Errors is null ? null : "true"), .. Passed(output)]);
        if (Empty.Length > 0)
            select.With(Tag("option", null, ("value", "")).With(Words[Empty]));
        foreach (var option in AllOptions)
            select.With(Tag("option", null, ("value", option.Value), ("selected", chosen.Contains(option.Value) ? "selected" : null)).With(option.Label));
        Wrap(output, "div");
        output.Content.SetHtmlContent(LabelAndNotes(Tag("label", "usa-label", ("for", Id)))).AppendHtml(select);
    }
}
