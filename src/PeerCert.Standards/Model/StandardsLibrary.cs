using System.Collections.Immutable;

namespace PeerCert.Standards.Model;

/// <summary>What a question is about decides which day picks the pack: see <c>standards/governing.yaml</c>.</summary>
public enum GoverningQuestion
{
    /// <summary>A filing: the day it was submitted (a draft: today).</summary>
    Filing,

    /// <summary>A standing: the day asked about.</summary>
    Standing,

    /// <summary>Conduct: the day of the incident.</summary>
    Conduct,

    /// <summary>A fee: the day it is paid.</summary>
    Fee,
}

/// <summary>From this day on, this pack answers.</summary>
public sealed record Governs(GoverningQuestion Question, DateOnly From, string Authority, string Version, Citation Source);

/// <summary>Every loaded pack, and which of them governs what.</summary>
public sealed record StandardsLibrary(ImmutableArray<Pack> Packs, ImmutableArray<Governs> Governing)
{
    /// <summary>The pack that somebody's stored decision names; null where it is not loaded or is not the same text.</summary>
    public Pack? With(PackStamp stamp) => Packs.SingleOrDefault(p => p.Stamp == stamp);

    /// <summary>The pack that answers <paramref name="question"/> for <paramref name="day"/>; null where no text is known.</summary>
    public Pack? On(GoverningQuestion question, DateOnly day)
    {
        Governs? latest = null;
        foreach (var governs in Governing)
            if (governs.Question == question && governs.From <= day && (latest is null || governs.From > latest.From))
                latest = governs;
        if (latest is not null)
            foreach (var pack in Packs)
                if (pack.Stamp.Authority == latest.Authority && pack.Stamp.Version == latest.Version)
                    return pack;
        return null;
    }
}
