using Microsoft.AspNetCore.Mvc;
using PeerCert.Core.Applications;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.My.Application;

/// <summary>What parts of the form and kinds of fact are called: ours for pages of ours, the pack's for what the pack declares.</summary>
public static class PartWords
{
    public static string Title(Wording words, ApplicationForm form, FormPart part) =>
        part.Kind is { } kind ? Kind(words, form.Pack, kind) : words[$"apply.part.{part.Name}"];

    public static string Kind(Wording words, Pack pack, FactKind kind) => words.Say(Text.Of(kind.TextKey), pack.Stamp);

    public static string Word(Wording words, Pack pack, FactKind kind, string word) => words.Say(Text.Of(kind.WordKey(word)), pack.Stamp);

    /// <summary>Where a part is filled in.</summary>
    public static string Link(IUrlHelper url, Id<Core.Applications.Application> id, FormPart part) => url.Page($"/My/Application/{part.Page}", new { id, kind = part.Kind?.Name })!;

    /// <summary>Where a missing item is given: a document in its own form.</summary>
    public static string Link(IUrlHelper url, Id<Core.Applications.Application> id, AskedItem item) =>
        item.Document is { } document ? $"{Link(url, id, item.Part!)}?add={document.Name}#add" : Link(url, id, item.Part!);
}
