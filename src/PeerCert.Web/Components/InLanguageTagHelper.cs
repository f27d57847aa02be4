using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Components;

/// <summary><c>&lt;in-language tag="es"&gt;…&lt;/in-language&gt;</c>: what is inside as somebody reads it who reads another language.</summary>
[HtmlTargetElement("in-language", Attributes = "tag")]
public sealed class InLanguageTagHelper(Catalogue catalogue) : TagHelper
{
    public string Tag { get; set; } = "";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var language = catalogue.LanguageOf(Tag);
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = language.Culture;
        try
        {
            var inside = await output.GetChildContentAsync();
            output.TagName = "div";
            output.Attributes.SetAttribute("lang", language.Tag);
            output.Attributes.SetAttribute("dir", language.Direction);
            output.Content.SetHtmlContent(inside);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
