using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PeerCert.Web.Texts;
using static PeerCert.Web.Components.Markup;

namespace PeerCert.Web.Components;

/// <summary>
/// <c>&lt;date-field for="Input.Born" autocomplete="bday"/&gt;</c>: month by name, day and year typed; nobody scrolls
/// through decades. The month has the field's own id: error links lead to it.
/// </summary>
[HtmlTargetElement("date-field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DateFieldTagHelper(Wording words) : FormField(words)
{
    /// <summary>"bday" for the reader's own day of birth.</summary>
    public string? Autocomplete { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var date = For.Model as DateInput ?? new();
        Wrap(output, "fieldset");
        output.Attributes.SetAttribute("class", $"usa-fieldset {output.Attributes["class"].Value}");
        if (DescribedBy is { } described)
            output.Attributes.SetAttribute("aria-describedby", described);
        output.Content.SetHtmlContent(LabelAndNotes(Tag("legend", "usa-legend")));
        output.Content.AppendHtml(Tag("div", "usa-memorable-date").With(
            Part("month", Id, Months(date.Month)),
            Part("day", $"{Id}_Day", Digits("Day", date.Day, 2)),
            Part("year", $"{Id}_Year", Digits("Year", date.Year, 4))));
    }

    private TagBuilder Part(string kind, string id, IHtmlContent control) =>
        Tag("div", $"usa-form-group usa-form-group--{kind}").With(Tag("label", "usa-label usa-label--plain", ("for", id)).With(kind switch
        {
            "month" => Words["field.date.month"],
            "day" => Words["field.date.day"],
            _ => Words["field.date.year-label"],
        }), control);

    private TagBuilder Months(string? month)
    {
        var typed = TypedValue($"{Name}.Month", month)?.Trim();
        var select = Tag("select", Errors is null ? "usa-select" : "usa-select usa-input--error",
            ("id", Id), ("name", $"{Name}.Month"), ("autocomplete", Autocomplete is null ? null : $"{Autocomplete}-month"), ("aria-invalid", Invalid));
        select.With(Tag("option", null, ("value", "")).With(Words["field.choose"]));
        var known = false;
        for (var m = 1; m <= 12; m++)
        {
            var value = m.ToString(CultureInfo.InvariantCulture);
            var chosen = typed?.TrimStart('0') == value;
            known |= chosen;
            select.With(Tag("option", null, ("value", value), ("selected", chosen ? "selected" : null))
                .With($"{value} · {Words.Language.Culture.DateTimeFormat.GetMonthName(m)}"));
        }
        // not from this form, but kept: what was sent is never thrown away
        if (!known && !string.IsNullOrEmpty(typed))
            select.With(Tag("option", null, ("value", typed), ("selected", "selected")).With(typed));
        return select;
    }

    private TagBuilder Digits(string part, string? value, int length) =>
        Tag("input", Errors is null ? "usa-input" : "usa-input usa-input--error",
            ("id", $"{Id}_{part}"), ("name", $"{Name}.{part}"), ("value", TypedValue($"{Name}.{part}", value)), ("inputmode", "numeric"),
            ("size", $"{length}"), ("autocomplete", Autocomplete is null ? null : part is "Day" ? $"{Autocomplete}-day" : $"{Autocomplete}-year"), ("aria-invalid", Invalid));

    private string? Invalid => Errors is null ? null : "true";
}
