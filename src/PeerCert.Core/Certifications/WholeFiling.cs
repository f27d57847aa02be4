using PeerCert.Core.Ledger;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>
/// Since when a filing is whole, and which way it goes. It is whole on the day on which the last of its fees came, or it was sent, whichever
/// is later (CAL-207.3); that day picks the standard and the way, so that a fee that comes after the due date makes it a late one (CF-13). Of the ways
/// to bring an expired certificate back it goes the one whose exam or course is done.
/// </summary>
public static class WholeFiling
{
    /// <summary>Null while something is missing. The facts are those of the filing, without a day of its own.</summary>
    public static (DateOnly On, string Way)? Of(StandardsLibrary library, Facts facts, DateOnly submittedOn, DateOnly today)
    {
        var paid = facts.All.OfType<Fact.Event>().Where(e => e.Kind == FeeFacts.Kind && e.Detail is not null).ToLookup(e => e.Detail!, e => e.On);
        foreach (var day in paid.SelectMany(p => p).Append(submittedOn).Where(d => d >= submittedOn && d <= today).Distinct().Order())
            if (library.On(GoverningQuestion.Filing, day) is { } pack)
                foreach (var way in pack.Lifecycle.Ways)
                    if (!way.NewNumber && Fees(pack, way).All(line => paid[line].Any(on => on <= day) || IsFree(pack, line, day)) && IsOpen(pack, way, facts, day))
                        return (day, way.Question);
        return null;
    }

    /// <summary>The fee lines that a way asks for before its filing is whole.</summary>
    public static IEnumerable<string> Fees(Pack pack, Way way) => pack.Questions[way.Question].Roots.OfType<FeePaid>().Select(r => r.Line);

    /// <summary>The way that is open for somebody's filing on a day; null where none is.</summary>
    public static WayOn? OpenOn(Pack pack, Facts facts, DateOnly day)
    {
        var open = Ways.On(pack, facts, day).Where(w => w.State is WayState.Open && !w.Way.NewNumber).ToList();
        return open.Find(w => !w.Steps.Any(s => s.Verdict is Verdict.NotMet && FileRenewal.ComesBefore(pack, w.Way, s))) ?? open.FirstOrDefault();
    }

    private static bool IsOpen(Pack pack, Way way, Facts facts, DateOnly day) =>
        Ways.On(pack, new([.. facts.All, new Fact.Filing(CertificateFacts.Filing, day)]), day)
            .Any(w => w.Way == way && w.State is WayState.Open && !w.Steps.Any(s => s.Verdict is Verdict.NotMet && FileRenewal.ComesBefore(pack, way, s)));

    private static bool IsFree(Pack pack, string line, DateOnly day) => pack.Fees[line].Cents.On(day) is { Value: 0 };
}
