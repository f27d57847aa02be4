using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PeerCert.Web.Texts;
using static PeerCert.Web.Components.Markup;

namespace PeerCert.Web.Components;

/// <summary>
/// What every field has: a label, maybe a hint, its error, what was typed. The label is the property's
/// <c>[Display(Name = "key")]</c> unless one is given here; one that may stay empty is marked <c>optional="true"</c>,
/// since a use case may need what no attribute of the page requires.
/// </summary>
public abstract class FormField(Wording words) : TagHelper
{
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public ModelExpression For { get; set; } = null!;

    /// <summary>Key of the label; the property's own by default.</summary>
    public string? Label { get; set; }

    /// <summary>The label itself, where a pack gives it.</summary>
    public string? Said { get; set; }

    /// <summary>Key of a hint under the label.</summary>
    public string? Hint { get; set; }

    /// <summary>Says so beside the label.</summary>
    public bool Optional { get; set; }

    protected Wording Words => words;

    /// <summary>As the page binds it: by the name it was given for that, else by its own.</summary>
    protected string Name => ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Metadata.BinderModelName ?? For.Name);

    protected string Id => TagBuilder.CreateSanitizedId(Name, "_");

    protected string LabelText => Said ?? (Label is not null ? words[Label]
        : For.Metadata.DisplayName ?? throw new TextException($"the field '{Name}' has no label"));

    protected ModelErrorCollection? Errors => ViewContext.ModelState[Name] is { Errors: { Count: > 0 } errors } ? errors : null;

    protected string? DescribedBy
    {
        get
        {
            var ids = string.Join(' ', new[] { Hint is null ? null : $"{Id}-hint", Errors is null ? null : $"{Id}-error" }.Where(i => i is not null));
            return ids.Length == 0 ? null : ids;
        }
    }

    /// <summary>What was typed, even where it could not be taken; else what is stored.</summary>
    protected string? TypedValue(string name, object? stored) => ViewContext.ModelState[name] is { } typed ? typed.AttemptedValue
        : Convert.ToString(stored, CultureInfo.InvariantCulture);

    protected void Wrap(TagHelperOutput output, string element)
    {
        output.TagName = element;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", Errors is null ? "usa-form-group" : "usa-form-group usa-form-group--error");
    }

    protected IHtmlContent LabelAndNotes(TagBuilder label)
    {
        label.With(LabelText);
        if (Optional)
            label.With(new HtmlString(" "), Tag("span", "usa-hint usa-hint--inline").With(words["field.optional"]));
        return new HtmlContentBuilder().AppendHtml(label).AppendHtml(Notes());
    }

    protected IHtmlContent Notes()
    {
        var notes = new HtmlContentBuilder();
        if (Hint is not null)
            notes.AppendHtml(Tag("span", "usa-hint", ("id", $"{Id}-hint")).With(words[Hint]));
        if (Errors is { } errors)
            notes.AppendHtml(Tag("span", "usa-error-message", ("id", $"{Id}-error")).With(Icon.Error, Tag("span")
                .With(Tag("span", "usa-sr-only").With(words["field.error"]), new HtmlString(" "))
                .With(string.Join(' ', errors.Select(e => e.ErrorMessage)))));
        return notes;
    }

    /// <summary>Attributes written on our element go to the control inside it.</summary>
    protected static (string, string?)[] Passed(TagHelperOutput output) =>
        [.. output.Attributes.Select(a => (a.Name, a.Value as string ?? a.Value?.ToString()))];
}
