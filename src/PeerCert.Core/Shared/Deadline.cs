using PeerCert.Standards.Model;

namespace PeerCert.Core.Shared;

/// <summary>A last day, how it was computed, and where that is printed. Due on the day is on time (CF-02).</summary>
public sealed record Deadline(DateOnly Due, Text HowComputed, Citation Source)
{
    public bool IsPast(DateOnly today) => today > Due;
}
