using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Applications;

/// <summary>Opens a file of evidence for staff (any that was sent in) or for the person it belongs to. Each read by staff is kept.</summary>
public static class ReadEvidence
{
    public sealed record Command(Id<EvidenceFile> Evidence, bool AsStaff, Actor By);

    public sealed record Opened(Stream Content, string ContentType, string Name);

    public sealed class Handler(PeerCertDb db, IEvidenceStore store, JournalWriter journal)
    {
        public async Task<Result<Opened>> HandleAsync(Command command, CancellationToken ct)
        {
            var file = await db.Evidence.AsNoTracking().SingleOrDefaultAsync(f => f.Id == command.Evidence && f.DeletedAt == null, ct);
            if (file is not { WrappedKey: { } key } || !await MayReadAsync(file, command, ct))
                return new Problem.NotFound("thing.evidence");
            if (command.AsStaff)
            {
                journal.WasRead("evidence", file.Id.Value, command.By);
                if (await db.TrySaveAsync(ct) is { } lost)
                    return lost;
            }
            return (await store.OpenAsync(file.Id, key, ct)).Match<Result<Opened>>(
                content => new Opened(content, file.ContentType, file.OriginalName), problem => problem);
        }

        private Task<bool> MayReadAsync(EvidenceFile file, Command command, CancellationToken ct)
        {
            var application = new Id<Application>(file.File);
            return command.AsStaff
                ? db.Applications.AnyAsync(a => a.Id == application && a.SubmittedOn != null, ct)
                : db.People.AnyAsync(p => p.Id == file.Person && (p.Account == command.By.Account
                    || db.Applications.Any(a => a.Id == application && a.KeyedBy != null && a.KeyedBy == command.By.Account && (a.State == ApplicationState.Draft || a.State == ApplicationState.Incomplete))), ct);
        }
    }
}
