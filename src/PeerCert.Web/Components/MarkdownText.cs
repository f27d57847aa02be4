using Markdig;
using Microsoft.AspNetCore.Html;

namespace PeerCert.Web.Components;

/// <summary>Longer texts (the code of ethics) from Markdown. Raw HTML in them is shown as text; their headings start below the page's own.</summary>
public static class MarkdownText
{
    private static readonly MarkdownPipeline Plain = new MarkdownPipelineBuilder().DisableHtml().Build();

    public static IHtmlContent Html(string markdown)
    {
        var document = Markdown.Parse(markdown, Plain);
        foreach (var heading in document.OfType<Markdig.Syntax.HeadingBlock>())
            heading.Level = Math.Min(6, heading.Level + 1);
        return new HtmlString(document.ToHtml(Plain));
    }
}
