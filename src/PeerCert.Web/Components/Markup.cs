using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace PeerCert.Web.Components;

/// <summary>Elements in code: text is always encoded, an attribute without a value is left out.</summary>
internal static class Markup
{
    public static TagBuilder Tag(string name, string? cssClass = null, params (string Name, string? Value)[] attributes)
    {
        var tag = new TagBuilder(name) { TagRenderMode = name is "input" ? TagRenderMode.SelfClosing : TagRenderMode.Normal };
        if (cssClass is not null)
            tag.Attributes["class"] = cssClass;
        foreach (var (attribute, value) in attributes)
            if (value is not null)
                tag.Attributes[attribute] = value;
        return tag;
    }

    public static TagBuilder With(this TagBuilder tag, string? text)
    {
        tag.InnerHtml.Append(text ?? "");
        return tag;
    }

    public static TagBuilder With(this TagBuilder tag, params IHtmlContent?[] children)
    {
        foreach (var child in children)
            if (child is not null)
                tag.InnerHtml.AppendHtml(child);
        return tag;
    }
}

/// <summary>Three drawings that stand beside a word, never in its place.</summary>
internal static class Icon
{
    public static readonly IHtmlContent Yes = Draw("M7 12.5l3.5 3.5 6.5-7.5");
    public static readonly IHtmlContent No = Draw("M8 8l8 8M16 8l-8 8");
    public static readonly IHtmlContent Open = Draw("M9 9.5a3 3 0 1 1 4.2 2.7c-.8.4-1.2.9-1.2 1.8M12 17v.01");
    public static readonly IHtmlContent Error = Draw("M12 7v6M12 17v.01");

    private static HtmlString Draw(string path) => new(
        "<svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"20\" height=\"20\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.25\" stroke-linecap=\"round\" " +
        $"stroke-linejoin=\"round\" aria-hidden=\"true\" focusable=\"false\"><circle cx=\"12\" cy=\"12\" r=\"10\"/><path d=\"{path}\"/></svg>");
}
