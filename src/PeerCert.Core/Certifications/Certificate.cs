using PeerCert.Core.Applications;
using PeerCert.Core.Decisions;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

/// <summary>A certificate: its number for ever, the day it was first issued and the last day it is current by what was decided.</summary>
public sealed class Certificate : IRoot
{
    private Certificate() { }

    public Id<Certificate> Id { get; private set; }
    public string Number { get; private set; } = "";
    public Id<Person> Person { get; private set; }
    public Id<Application> Application { get; private set; }
    public DateOnly IssuedOn { get; private set; }

    /// <summary>A derived date, never a status word; a full recompute proves it (<see cref="VerifyStandings"/>).</summary>
    public DateOnly CurrentUntil { get; private set; }

    /// <summary>The day on which a filing was whole and paid in time and has not been decided; null where none waits (CF-13). Derived.</summary>
    public DateOnly? PendingSince { get; private set; }

    /// <summary>The day it was found that it should not have been issued; null for one that stands. Its number is never used again.</summary>
    public DateOnly? AnnulledOn { get; private set; }

    /// <summary>The county where its holder lives, for the lists of staff; derived from what the person said.</summary>
    public string? County { get; private set; }

    /// <summary>The certificate that its holder had before and that was vacated, whose number is retired for ever (CAL-209.V5); null for a first one.</summary>
    public Id<Certificate>? Follows { get; private set; }

    public Id<StoredDecision> Decision { get; private set; }
    public string PackSha256 { get; private set; } = "";
    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    public void Touch() => Version++;

    /// <summary>The day of issue was recorded wrongly, and with it the last day it is current.</summary>
    public void CorrectIssue(DateOnly issuedOn, DateOnly currentUntil) => (IssuedOn, CurrentUntil) = (issuedOn, currentUntil);

    public void Annul(DateOnly on) => AnnulledOn = on;

    /// <summary>A filing that was whole by the due date waits, or waits no more.</summary>
    public void Wait(DateOnly? since) => PendingSince = since;

    /// <summary>Another term was granted.</summary>
    public void Renew(DateOnly currentUntil) => (CurrentUntil, PendingSince) = (currentUntil, null);

    /// <summary>It is another person's record: two of one person were put together, or taken apart again.</summary>
    public void BelongsTo(Id<Person> person) => Person = person;

    public void LivesIn(string? county) => County = county;

    public static Certificate Issue(CertificateIssued issued, string number, Id<StoredDecision> decision, Id<Certificate>? follows, string? county) => new()
    {
        Id = issued.Certificate,
        Number = number,
        Person = issued.Person,
        Application = issued.Application,
        IssuedOn = issued.IssuedOn,
        CurrentUntil = issued.CurrentUntil,
        Decision = decision,
        PackSha256 = issued.PackSha256,
        Follows = follows,
        County = county,
    };
}

/// <summary>What the decision to issue fixes; the number follows in the commit.</summary>
public sealed record CertificateIssued(
    Id<Certificate> Certificate, Id<Application> Application, Id<Person> Person, DateOnly IssuedOn, DateOnly CurrentUntil, string PackSha256);

/// <summary>One term a certificate was granted for. Append-only: a renewal adds a row, and so does a correction, which supersedes another.</summary>
public sealed class CertificateTerm
{
    public required Guid Id { get; init; }
    public required Id<Certificate> Certificate { get; init; }
    public required DateOnly StartsOn { get; init; }
    public required DateOnly DueOn { get; init; }

    /// <summary>How many terms of this certificate were corrected before it.</summary>
    public int Revision { get; init; }

    public Guid? Supersedes { get; init; }

    /// <summary>The filing that it was granted for; null for the first term.</summary>
    public Id<RenewalFiling>? Filing { get; init; }

    public required DateTime RecordedAt { get; init; }
    public required string RecordedBy { get; init; }
}
