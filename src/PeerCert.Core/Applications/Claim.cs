using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>
/// Who of the staff has a file on their desk. It is theirs until they release it, somebody else is given it, or the file is
/// decided; a file that waits for the applicant comes back to whoever asked. Nobody else takes a step on it meanwhile.
/// </summary>
public sealed class Claim : IRoot
{
    private Claim() { }

    public Id<Application> Application { get; private set; }
    public Guid Account { get; private set; }

    /// <summary>How they are called in lists.</summary>
    public string Name { get; private set; } = "";

    public DateTime ClaimedAt { get; private set; }

    /// <summary>Since when the file is on hold; null where it is not. Its clock runs on.</summary>
    public DateTime? HeldAt { get; private set; }

    /// <summary>Why it is on hold, in the words of whoever has it; shown to staff alone.</summary>
    public string? HoldReason { get; private set; }

    public int Version { get; private set; }

    Guid IRoot.RootId => Application.Value;

    public void Touch() => Version++;

    public static Claim Of(Id<Application> application, Actor by, DateTime at) => new() { Application = application, Account = by.Account!.Value, Name = by.Name, ClaimedAt = at };

    public void GoTo(Guid account, string name, DateTime at) => (Account, Name, ClaimedAt) = (account, name, at);

    public void Hold(string reason, DateTime at) => (HoldReason, HeldAt) = (reason, at);

    public void GoOn() => (HoldReason, HeldAt) = (null, null);
}

internal sealed class ClaimMapping : IEntityTypeConfiguration<Claim>
{
    public void Configure(EntityTypeBuilder<Claim> b)
    {
        b.ToTable("claims");
        b.HasKey(c => c.Application);
        b.Property(c => c.Name).HasMaxLength(EmailAddress.MaxLength);
        b.Property(c => c.HoldReason).HasMaxLength(Reason.MaxLength);
        b.Property(c => c.Version).IsConcurrencyToken();
        b.HasIndex(c => c.Account);
        b.HasOne<Application>().WithOne().HasForeignKey<Claim>(c => c.Application).OnDelete(DeleteBehavior.Restrict);
    }
}

[JournalEvent("file-claimed")]
public sealed record FileClaimed(Guid? Before) : IJournalEvent;

[JournalEvent("file-released")]
public sealed record FileReleased(Guid Before) : IJournalEvent;

[JournalEvent("file-assigned")]
public sealed record FileAssigned(Guid? Before, Guid To) : IJournalEvent;

[JournalEvent("file-held")]
public sealed record FileHeld : IJournalEvent;

[JournalEvent("file-hold-ended")]
public sealed record FileHoldEnded : IJournalEvent;

/// <summary>Who has a file, for whoever asks.</summary>
public static class Claims
{
    /// <summary>Why somebody may take no step on a file: another one of the staff has it. Whoever left the staff has nothing.</summary>
    public static async Task<Problem?> InTheWayAsync(this PeerCertDb db, Id<Application> application, Actor by, CancellationToken ct) =>
        await db.Claims.AsNoTracking().SingleOrDefaultAsync(c => c.Application == application && c.Account != by.Account, ct) is { } other && await db.IsStaffAsync(other.Account, ct)
            ? Taken(other)
            : null;

    /// <summary>The file is decided: it is on nobody's desk any more.</summary>
    public static async Task ClearClaimAsync(this PeerCertDb db, Id<Application> application, CancellationToken ct)
    {
        if (await db.Claims.SingleOrDefaultAsync(c => c.Application == application, ct) is { } claim)
            db.Remove(claim);
    }

    internal static Problem.Refused Taken(Claim by) => new("claimed-by-another", Text.Of("problem.claimed-by-another", ("by", by.Name), ("at", by.ClaimedAt)));

    /// <summary>Whether an account still works at the desk.</summary>
    internal static async Task<bool> IsStaffAsync(this PeerCertDb db, Guid account, CancellationToken ct) =>
        Permissions.Allow(await db.ActiveGrants.Where(g => g.Account == account).Select(g => g.Role).ToListAsync(ct), Permissions.SeeQueue);
}

/// <summary>Somebody who works at the desk.</summary>
public sealed record Colleague(Guid Account, string Name);

/// <summary>Who has a file, and who else could.</summary>
public sealed record OpenedClaim(Application Application, Claim? Claim, IReadOnlyList<Colleague> Colleagues);

public sealed class OpenClaim(PeerCertDb db)
{
    public async Task<Result<OpenedClaim>> HandleAsync(Id<Application> id, CancellationToken ct)
    {
        if (!(await db.AnyApplicationAsync(id, ct)).Succeeded(out var application, out var problem))
            return problem;
        var desk = Permissions.Roles[Permissions.SeeQueue].ToList();
        var colleagues = await (
            from g in db.ActiveGrants
            where desk.Contains(g.Role)
            join a in db.Users on g.Account equals a.Id
            orderby a.Email
            select new Colleague(a.Id, a.Email!)).Distinct().ToListAsync(ct);
        return new OpenedClaim(application, await db.Claims.AsNoTracking().SingleOrDefaultAsync(c => c.Application == id, ct), [.. colleagues.OrderBy(c => c.Name, StringComparer.Ordinal)]);
    }
}
