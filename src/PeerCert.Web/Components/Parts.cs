using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;
using PeerCert.Core.Shared;
using PeerCert.Web.Texts;
using static PeerCert.Web.Components.Markup;

namespace PeerCert.Web.Components;

/// <summary>How a word about a state is coloured; the word itself always says it too.</summary>
public enum Tone { Neutral, Good, Wait, Bad }

/// <summary><c>&lt;status-tag of="@application.State" tone="Wait"/&gt;</c>, or with <c>key</c>.</summary>
[HtmlTargetElement("status-tag", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StatusTagHelper(Wording words) : TagHelper
{
    public Enum? Of { get; set; }

    public string? Key { get; set; }

    public Tone Tone { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"status status--{TextKeys.Kebab(Tone.ToString())}");
        output.Content.SetContent(words[Key ?? (Of is { } state ? $"{TextKeys.Kebab(state.GetType().Name)}.{TextKeys.Kebab(state.ToString())}"
            : throw new TextException("<status-tag> needs a state or a key"))]);
    }
}

/// <summary><c>&lt;submit key="…"/&gt;</c>: sends the form; <c>secondary</c> for the less likely way. Other attributes go to the button.</summary>
[HtmlTargetElement("submit", Attributes = "key", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class SubmitTagHelper(Wording words) : TagHelper
{
    public string Key { get; set; } = null!;

    public bool Secondary { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "button";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("type", "submit");
        output.Attributes.SetAttribute("class", Secondary ? "usa-button usa-button--outline" : "usa-button");
        output.Content.SetContent(words[Key]);
    }
}

public enum NoticeKind { Info, Success, Warning, Error }

/// <summary><c>&lt;notice kind="Warning" heading="key"&gt;…&lt;/notice&gt;</c>: something to know before going on.</summary>
[HtmlTargetElement("notice")]
public sealed class NoticeTagHelper(Wording words) : TagHelper
{
    public NoticeKind Kind { get; set; }

    public string? Heading { get; set; }

    /// <summary>Key of the sentence; or write content inside.</summary>
    public string? Key { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        IHtmlContent inside = Key is null ? await output.GetChildContentAsync() : new HtmlContentBuilder().Append(words[Key]);
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"usa-alert usa-alert--{TextKeys.Kebab(Kind.ToString())}{(Heading is null ? " usa-alert--slim" : "")}");
        output.Content.SetHtmlContent(Tag("div", "usa-alert__body").With(
            Heading is null ? null : Tag("h2", "usa-alert__heading").With(words[Heading]),
            Tag("div", "usa-alert__text").With(inside)));
    }
}

/// <summary>Rows of label and value: <c>&lt;summary-list&gt;&lt;summary-row label="key" change="/…"&gt;value&lt;/summary-row&gt;&lt;/summary-list&gt;</c>.</summary>
[HtmlTargetElement("summary-list")]
public sealed class SummaryListTagHelper : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "dl";
        output.Attributes.SetAttribute("class", "rows");
    }
}

[HtmlTargetElement("summary-row")]
public sealed class SummaryRowTagHelper(Wording words) : TagHelper
{
    /// <summary>Key of the label.</summary>
    public string? Label { get; set; }

    /// <summary>The label itself, where a pack gives it.</summary>
    public string? Title { get; set; }

    /// <summary>Address at which this answer can be changed.</summary>
    public string? Change { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var value = await output.GetChildContentAsync();
        var label = Title ?? words[Label ?? throw new TextException("<summary-row> needs a label or a title")];
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Content.SetHtmlContent(Tag("dt").With(label));
        output.Content.AppendHtml(value.IsEmptyOrWhiteSpace
            ? Tag("dd", "quiet").With(words["row.empty"])
            : Tag("dd").With(new HtmlString(value.GetContent().Trim())));
        if (!string.IsNullOrEmpty(Change))
            output.Content.AppendHtml(Tag("dd").With(Tag("a", null, ("href", Change)).With(words["row.change"])
                .With(Tag("span", "usa-sr-only").With(" " + label))));
    }
}

/// <summary><c>&lt;steps current="2" labels="@labels"/&gt;</c>: where the reader is on a way of several pages.</summary>
[HtmlTargetElement("steps", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StepsTagHelper(Wording words) : TagHelper
{
    /// <summary>Counted from one.</summary>
    public int Current { get; set; }

    public IReadOnlyList<string> Labels { get; set; } = [];

    /// <summary>Steps that are still to do, counted from one: whoever opens them in another order passes over some.</summary>
    public IReadOnlyList<int> Open { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "usa-step-indicator");
        output.Attributes.SetAttribute("role", "group");
        output.Attributes.SetAttribute("aria-label", words["steps.label"]);
        var list = Tag("ol", "usa-step-indicator__segments");
        for (var step = 1; step <= Labels.Count; step++)
        {
            var (modifier, said) = step == Current ? ("current", null) : Open.Contains(step) ? ("pending", words["steps.to-do"]) : ("complete", words["steps.done"]);
            list.With(Tag("li", $"usa-step-indicator__segment usa-step-indicator__segment--{modifier}", ("aria-current", step == Current ? "step" : null))
                .With(Tag("span", "usa-step-indicator__segment-label").With(Labels[step - 1])
                    .With(said is null ? null : Tag("span", "usa-sr-only").With(" " + said))));
        }
        output.Content.SetHtmlContent(list);
        output.Content.AppendHtml(Tag("p", "steps-here").With(words["steps.here", ("current", Current), ("total", Labels.Count)]));
    }
}
