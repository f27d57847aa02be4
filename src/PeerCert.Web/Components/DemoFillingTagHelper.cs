using Microsoft.AspNetCore.Razor.TagHelpers;
using PeerCert.Web.Demo;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Components;

/// <summary>Says in a demo that more of its people are to come; nothing anywhere else, and nothing once all are there.</summary>
public sealed class DemoFillingTagHelper(Wording words, IServiceProvider services) : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (services.GetService<DemoFilling>() is not { IsOver: false } filling)
        {
            output.SuppressOutput();
            return;
        }
        (output.TagName, output.TagMode) = ("p", TagMode.StartTagAndEndTag);
        output.Attributes.SetAttribute("class", "quiet");
        output.Content.SetContent(words["start.demo-page", ("there", filling.There), ("all", filling.All)]);
    }
}
