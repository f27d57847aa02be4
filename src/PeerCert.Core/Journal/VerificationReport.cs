using System.Collections.Immutable;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Journal;

/// <summary>What is wrong with a line of the journal or with a checkpoint.</summary>
public enum JournalFlawKind
{
    /// <summary>A column of the entry or of its seal is not what was sealed.</summary>
    EditedEntry,

    /// <summary>The payload is not the one that was hashed. A payload erased by the program is no flaw.</summary>
    EditedPayload,

    /// <summary>The chain has the line, the journal has not.</summary>
    MissingEntry,

    /// <summary>The chain jumps over this number.</summary>
    MissingSeal,

    /// <summary>The entry has no place in the chain and does not wait for one.</summary>
    Unchained,

    /// <summary>The line does not follow the one before it.</summary>
    BrokenOrder,

    /// <summary>A checkpoint vouches for lines that are no longer there.</summary>
    Truncated,

    /// <summary>The line at a checkpoint's number is not the one it vouches for: something up to there was rewritten.</summary>
    Rewritten,

    /// <summary>The checkpoint's file cannot be read as one.</summary>
    CheckpointUnreadable,

    /// <summary>The checkpoint's signature is not by this instance's key, or the key beside it is another one.</summary>
    CheckpointNotSigned,

    /// <summary>The checkpoint was signed for another instance.</summary>
    CheckpointOfAnother,
}

/// <summary>One thing that is wrong: at which line of the chain, with which entry, by which checkpoint's file, as far as each is known.</summary>
public sealed record JournalFlaw(JournalFlawKind Kind, long? Number, Guid? Entry, string? Checkpoint)
{
    public Text Message => Text.Of(
        TextKeys.Of(Kind), ("line", Number ?? 0), ("entry", Entry?.ToString() ?? ""), ("checkpoint", Checkpoint ?? ""));
}

/// <summary>
/// What a walk through the whole journal found. The chain's own first flaw comes first; what checkpoints say follows.
/// </summary>
public sealed record VerificationReport(
    long LastNumber, string LastHash, long Checked, long Unsealed, long Erased, int Checkpoints, ImmutableArray<JournalFlaw> Flaws)
{
    public bool IsSound => Flaws.IsEmpty;
}
