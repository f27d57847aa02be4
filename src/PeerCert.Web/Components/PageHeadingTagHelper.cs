using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PeerCert.Standards.Model;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Components;

/// <summary>The page's one <c>h1</c>, and from the same words its title.</summary>
[HtmlTargetElement("page-heading", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PageHeadingTagHelper(Wording words) : TagHelper
{
    private const string TitleKey = "Title";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public string? Key { get; set; }

    public Text? Of { get; set; }

    /// <summary>The words themselves, where a pack gives them.</summary>
    public string? Said { get; set; }

    [HtmlAttributeName("arguments", DictionaryAttributePrefix = "arg-")]
    public IDictionary<string, object?> Values { get; set; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (TitleOf(ViewContext.ViewData) is not null)
            throw new InvalidOperationException("a page has one heading");
        var title = Said ?? words.Say(Of ?? new Text(Key ?? throw new TextException("<page-heading> needs a key"), TextTagHelper.ArgumentsOf(Values)));
        ViewContext.ViewData[TitleKey] = title;
        output.TagName = "h1";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetContent(title);
    }

    public static string? TitleOf(ViewDataDictionary viewData) => viewData[TitleKey] as string;
}
