using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PeerCert.Web.Texts;
using static PeerCert.Web.Components.Markup;

namespace PeerCert.Web.Components;

/// <summary>
/// <c>&lt;field for="Input.Email" type="email" autocomplete="email" hint="…"/&gt;</c>: one line of text, or several with
/// <c>rows</c>. No length is enforced while typing, since browsers cut what is pasted; the server says it at the field.
/// </summary>
[HtmlTargetElement("field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper(Wording words) : FormField(words)
{
    public string Type { get; set; } = "text";

    public int Rows { get; set; }

    /// <summary>Width by what is expected: 2xs, xs, sm, md, lg, xl, 2xl.</summary>
    public string? Size { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var isSecret = Type is "password";
        var value = isSecret ? null : TypedValue(Name, For.Model);
        (string, string?)[] shared =
        [
            ("id", Id), ("name", Name), ("aria-describedby", DescribedBy), ("aria-invalid", Errors is null ? null : "true"),
            .. isSecret || Type is "email" ? [("autocapitalize", "none"), ("spellcheck", "false")] : Array.Empty<(string, string?)>(),
            .. Passed(output),
        ];
        var error = Errors is null ? "" : " usa-input--error";
        // the first line break after <textarea> is not part of its value: one is put there to be eaten
        TagBuilder control = Rows > 0
            ? Tag("textarea", $"usa-textarea{error}", [("rows", $"{Rows}"), .. shared]).With("\n" + value)
            : Tag("input", $"usa-input{error}{(Size is null ? "" : $" usa-input--{Size}")}", [("type", Type), ("value", value), .. shared]);

        Wrap(output, "div");
        output.Content.SetHtmlContent(LabelAndNotes(Tag("label", "usa-label", ("for", Id)))).AppendHtml(control);
    }
}

/// <summary><c>&lt;file-field for="Input.Document" accept=".pdf,.jpg"/&gt;</c>: one file. The form needs <c>enctype="multipart/form-data"</c>.</summary>
[HtmlTargetElement("file-field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FileFieldTagHelper(Wording words) : FormField(words)
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var control = Tag("input", "usa-file",
            [("type", "file"), ("id", Id), ("name", Name), ("aria-describedby", DescribedBy), ("aria-invalid", Errors is null ? null : "true"), .. Passed(output)]);
        Wrap(output, "div");
        output.Content.SetHtmlContent(LabelAndNotes(Tag("label", "usa-label", ("for", Id)))).AppendHtml(control);
    }
}
