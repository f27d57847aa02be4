using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

[JournalEvent("note-written")]
public sealed record NoteWritten(Guid Note) : IJournalEvent;

/// <summary>What a reviewer writes down for colleagues about one application. It decides nothing and the person does not see it.</summary>
public sealed class ReviewNote
{
    /// <summary>Letters of one note.</summary>
    public const int MaxLength = 2000;

    public required Guid Id { get; init; }
    public required Id<Application> Application { get; init; }
    public required string Says { get; init; }
    public required DateTime WrittenAt { get; init; }
    public required string WrittenBy { get; init; }
}

internal sealed class ReviewNoteMapping : IEntityTypeConfiguration<ReviewNote>
{
    public void Configure(EntityTypeBuilder<ReviewNote> b)
    {
        b.ToTable("review_notes");
        b.Property(n => n.Id).ValueGeneratedNever();
        b.Property(n => n.Says).HasMaxLength(ReviewNote.MaxLength);
        b.Property(n => n.WrittenBy).HasMaxLength(256);
        b.HasIndex(n => new { n.Application, n.WrittenAt });
        b.HasOne<Application>().WithMany().HasForeignKey(n => n.Application).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>Writes a note beside an application. A note stays as it was written; a later one puts it right.</summary>
public static class WriteNote
{
    public sealed record Command(Id<Application> Application, string? Says, Actor By);

    public sealed class Handler(PeerCertDb db, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Done>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await db.AnyApplicationAsync(command.Application, ct)).Succeeded(out var application, out var problem))
                return problem;
            var says = command.Says?.Trim() ?? "";
            if (says.Length == 0)
                return Problem.Invalid.At("Says", Text.Of("note.missing"));
            if (says.Length > ReviewNote.MaxLength)
                return Problem.Invalid.At("Says", Text.Of("note.too-long", ("max", ReviewNote.MaxLength), ("length", says.Length)));
            var last = await db.ReviewNotes.AsNoTracking().Where(n => n.Application == application.Id).OrderByDescending(n => n.WrittenAt).ThenByDescending(n => n.Id).FirstOrDefaultAsync(ct);
            if (last is not null && (last.Says, last.WrittenBy) == (says, command.By.Name))
                return new Done();   // the same form sent twice is one note

            var note = new ReviewNote { Id = OrderedId.At(clock.Now), Application = application.Id, Says = says, WrittenAt = clock.Now, WrittenBy = command.By.Name };
            db.Add(note);
            journal.Record(new NoteWritten(note.Id), application, command.By);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Done();
        }
    }
}
