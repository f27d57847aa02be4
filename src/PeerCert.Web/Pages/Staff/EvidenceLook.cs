using PeerCert.Core.Applications;
using PeerCert.Core.Evidence;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Web.Components;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Pages.Staff;

/// <summary>One file as staff look at it, on the page of whatever it hangs on: what it is, what was found in it, and where it is open, its pages and the form.</summary>
/// <param name="Page">The page with the handlers <c>File</c>, <c>Picture</c> and <c>Check</c>.</param>
/// <param name="About">What the file hangs on.</param>
/// <param name="Version">The version that was looked at, where looking decides; null elsewhere.</param>
public sealed record EvidenceLook(ReviewedEvidence Reviewed, string Page, Guid About, Pack Pack, bool IsOpen, int? Version, ApplicationModel.CheckForm Check, IReadOnlyList<Choice> Features, ProgramClock Clock)
{
    public DateOnly DayOf(DateTime instant) => Clock.DayOf(instant);

    /// <summary>What staff may find in a document, in the pack's words.</summary>
    public static IReadOnlyList<Choice> FeaturesOf(Wording words, Pack pack, EvidenceFile file) =>
        pack.Kinds.GetValueOrDefault(file.Kind) is { } kind ? [.. kind.Features.Select(f => new Choice(f, words.Say(Text.Of(kind.WordKey(f)), pack.Stamp)))] : [];

    /// <summary>The file that the form is about: the one asked for, else the first that nobody has looked at.</summary>
    public static ReviewedEvidence? OpenOf(IReadOnlyCollection<ReviewedEvidence> files, Id<EvidenceFile> typed, string? asked) =>
        files.FirstOrDefault(e => e.File.Id == typed || $"{e.File.Id}" == asked) ?? files.FirstOrDefault(e => e.Check is null);
}
