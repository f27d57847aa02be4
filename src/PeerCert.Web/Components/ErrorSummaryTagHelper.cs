using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PeerCert.Web.Texts;
using static PeerCert.Web.Components.Markup;

namespace PeerCert.Web.Components;

/// <summary>
/// Everything that is wrong, first on the page, each a link to its field. The layout has it; no page can forget it.
/// </summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTagHelper(Wording words) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = ViewContext.ModelState
            .SelectMany(field => field.Value?.Errors.Select(e => (Field: field.Key, Message: e.ErrorMessage)) ?? []).ToList();
        if (errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "error-summary");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("aria-labelledby", "error-summary-title");
        output.Content.AppendHtml(Tag("h2", null, ("id", "error-summary-title")).With(words["field.summary", ("n", errors.Count)]));
        foreach (var (_, message) in errors.Where(e => e.Field.Length == 0))
            output.Content.AppendHtml(Tag("p").With(message));
        var list = Tag("ul");
        foreach (var (field, message) in errors.Where(e => e.Field.Length > 0))
            list.With(Tag("li").With(Tag("a", null, ("href", $"#{TagBuilder.CreateSanitizedId(field, "_")}")).With(message)));
        if (list.HasInnerHtml)
            output.Content.AppendHtml(list);
    }
}
