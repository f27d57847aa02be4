using System.Collections.Immutable;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Texts;
using static PeerCert.Web.Components.Markup;

namespace PeerCert.Web.Components;

/// <summary><c>&lt;findings of="@decision"/&gt;</c>: a decision as a list of findings, each with its word, reason, source and way out.</summary>
[HtmlTargetElement("findings", Attributes = "of", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FindingsTagHelper(Wording words) : TagHelper
{
    public Decision Of { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(ListOf(Of.Roots));
    }

    private TagBuilder ListOf(ImmutableArray<Finding> findings)
    {
        var list = Tag("ul", "findings");
        foreach (var finding in findings)
            list.With(ItemOf(finding));
        return list;
    }

    private TagBuilder ItemOf(Finding finding)
    {
        var (icon, tone) = finding.Verdict switch
        {
            Verdict.Met => (Icon.Yes, "met"),
            Verdict.NotMet => (Icon.No, "not-met"),
            _ => (Icon.Open, "unknown"),
        };
        var said = Tag("div").With(
            Tag("p", "finding-title").With(words.Say(finding.Title, Of.Pack)),
            Tag("p").With(words.Say(finding.Because, Of.Pack)));
        if (finding.Verdict is not Verdict.Met)
            foreach (var way in WaysOut(finding))
                said.With(Tag("p").With(way));
        said.With(Tag("p", "quiet").With(words["finding.source", ("source", finding.Source.ToString())]));
        return Tag("li").With(
            Tag("div", "finding").With(
                Tag("span", $"verdict verdict--{tone}").With(icon, Tag("span").With(words.Name(finding.Verdict))),
                said),
            finding.Parts.IsDefaultOrEmpty ? null : ListOf(finding.Parts));
    }

    private IEnumerable<string> WaysOut(Finding finding)
    {
        if (finding.Remedy is { } remedy)
            yield return words.Name(remedy);
        if (finding.FirstDay is { } first)
            yield return words["finding.first-day", ("day", first)];
        if (finding.LastDay is { } last)
            yield return words["finding.last-day", ("day", last)];
        if (finding.FeeLine is { } fee)
            yield return words.Say(Text.Of("finding.fee", new Argument.Term("fee", $"fee.{fee}")), Of.Pack);
    }
}

/// <summary><c>&lt;deadline of="@deadline" today="@today"/&gt;</c>: the day, how it was computed, and where that is printed.</summary>
[HtmlTargetElement("deadline", Attributes = "of", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DeadlineTagHelper(Wording words) : TagHelper
{
    public Deadline Of { get; set; } = null!;

    public DateOnly Today { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "deadline");
        output.Content.AppendHtml(Tag("p").With(Tag("strong").With(
            Of.IsPast(Today) ? words["deadline.past", ("day", Of.Due)] : words["deadline.due", ("day", Of.Due)])));
        output.Content.AppendHtml(Tag("p", "quiet").With(words[Of.HowComputed])
            .With(new HtmlString(" ")).With(words["finding.source", ("source", Of.Source.ToString())]));
    }
}
