using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PeerCert.Web.Texts;
using static PeerCert.Web.Components.Markup;

namespace PeerCert.Web.Components;

/// <summary>
/// <c>&lt;question name="perspective" legend="…" options="…" chosen="…"/&gt;</c>: one of a few, where name and words come from a
/// pack and no property of the page is behind it.
/// </summary>
[HtmlTargetElement("question", Attributes = "name", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class QuestionTagHelper(Wording words) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public string Name { get; set; } = "";

    public string Legend { get; set; } = "";

    public IEnumerable<Choice> Options { get; set; } = [];

    public string? Chosen { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var id = TagBuilder.CreateSanitizedId(Name, "_");
        var errors = ViewContext.ModelState[Name] is { Errors: { Count: > 0 } found } ? found : null;
        output.TagName = "fieldset";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", errors is null ? "usa-fieldset usa-form-group" : "usa-fieldset usa-form-group usa-form-group--error");
        if (errors is not null)
            output.Attributes.SetAttribute("aria-describedby", $"{id}-error");
        output.Content.SetHtmlContent(Tag("legend", "usa-legend").With(Legend));
        if (errors is not null)
            output.Content.AppendHtml(Tag("span", "usa-error-message", ("id", $"{id}-error")).With(Icon.Error, Tag("span")
                .With(Tag("span", "usa-sr-only").With(words["field.error"]), new HtmlString(" "))
                .With(string.Join(' ', errors.Select(e => e.ErrorMessage)))));
        foreach (var (option, i) in Options.Select((o, i) => (o, i)))
        {
            var own = i == 0 ? id : $"{id}_{i}";
            output.Content.AppendHtml(Tag("div", "usa-radio").With(
                Tag("input", "usa-radio__input", [("type", "radio"), ("id", own), ("name", Name), ("value", option.Value), ("checked", option.Value == Chosen ? "checked" : null)]),
                Tag("label", "usa-radio__label", ("for", own)).With(option.Label)));
        }
    }
}
