using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Evidence;
using PeerCert.Core.Exams;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using Words = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.Certifications;

[JournalEvent("data-downloaded")]
public sealed record DataDownloaded : IJournalEvent;

/// <summary>
/// All that is held about somebody and that they may see, for them to keep: one document and their own files. What staff noted for themselves, such as
/// who has a file on their desk, is not theirs.
/// </summary>
public static class DownloadMyData
{
    /// <param name="Say">Says a text in the reader's language.</param>
    public sealed record Command(string? Password, Func<Words, string> Say, Session By);

    public sealed record HeldFile(Id<EvidenceFile> Id, string Name, byte[] Key);

    public sealed record Held(string Json, IReadOnlyList<HeldFile> Files);

    private static readonly JsonSerializerOptions Readable = new(Json.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public sealed class Handler(PeerCertDb db, Tries tries, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Held>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!(await tries.ConfirmedAsync(command.By, command.Password, "Password", ct)).Succeeded(out var account, out var problem))
                return problem;
            journal.Record(new DataDownloaded(), account, command.By.Actor);
            if (await db.TrySaveAsync(ct) is { } lost)
                return lost;
            var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Account == account.Id, ct);
            var files = person is null ? [] : await db.Evidence.AsNoTracking().Where(f => f.Person == person.Id).OrderBy(f => f.StoredAt).ThenBy(f => f.Id).ToListAsync(ct);
            var all = new { AsOf = clock.Now, Account = await AccountAsync(account, ct), Person = person is null ? null : await PersonAsync(person, files, command.Say, ct) };
            return new Held(JsonSerializer.Serialize(all, Readable), [.. files.Where(f => f.WrappedKey is not null).Select(f => new HeldFile(f.Id, f.OriginalName, f.WrappedKey!))]);
        }

        private async Task<object> AccountAsync(Account account, CancellationToken ct) => new
        {
            account.Email,
            account.EmailConfirmed,
            account.PendingEmail,
            account.Language,
            SecondStep = account.TwoFactorEnabled,
            SignsInThrough = await db.UserLogins.AsNoTracking().Where(l => l.UserId == account.Id).Select(l => l.LoginProvider).ToListAsync(ct),
            Passkeys = await db.Passkeys.AsNoTracking().Where(p => p.Account == account.Id).Select(p => new { p.Name, p.AddedAt, p.UsedAt }).ToListAsync(ct),
            Sessions = await db.AccountSessions.AsNoTracking().Where(s => s.Account == account.Id).Select(s => new { s.Browser, s.Machine, s.BegunAt, s.UsedAt }).ToListAsync(ct),
            Roles = await db.RoleGrants.AsNoTracking().Where(g => g.Account == account.Id).Select(g => new { g.Role, g.GrantedAt, g.EndedAt }).ToListAsync(ct),
            Letters = await db.AccountLetters.AsNoTracking().Where(l => l.Account == account.Id).OrderBy(l => l.WrittenAt).Select(l => new { l.Kind, l.Address, l.WrittenAt }).ToListAsync(ct),
            Did = await db.Journal.AsNoTracking().Where(e => e.Account == account.Id).OrderBy(e => e.Id).Select(e => new { What = e.EventType, e.At, e.Reason }).ToListAsync(ct),
        };

        private async Task<object> PersonAsync(Person person, List<EvidenceFile> files, Func<Words, string> say, CancellationToken ct)
        {
            var id = person.Id;
            var mine = db.Applications.AsNoTracking().Where(a => a.Person == id);
            var applications = await mine.OrderBy(a => a.StartedAt).ToListAsync(ct);
            var drafts = await db.Drafts.AsNoTracking().Where(d => mine.Any(a => a.Id == d.Application)).ToListAsync(ct);
            var notices = await db.Notices.AsNoTracking().Where(n => n.Person == id).OrderBy(n => n.RecordedAt).ToListAsync(ct);
            var checks = await db.EvidenceChecks.AsNoTracking().Where(c => db.Evidence.Any(f => f.Id == c.Evidence && f.Person == id)).OrderBy(c => c.CheckedAt).ToListAsync(ct);
            var fees = await db.Ledger.AsNoTracking().Where(e => e.Person == id).OrderBy(e => e.PaidOn).ToListAsync(ct);
            var standing = db.StandingAttempts;
            var certificates = await db.Certificates.AsNoTracking().Where(c => c.Person == id).ToListAsync(ct);
            return new
            {
                person.CreatedAt,
                person.PreferredName,
                person.County,
                Names = await db.LegalNames.AsNoTracking().Where(n => n.Person == id).OrderBy(n => n.RecordedAt).Select(n => new { n.AsPrinted, n.Given, n.Family, n.EffectiveOn }).ToListAsync(ct),
                Facts = (await db.Facts.AsNoTracking().Where(f => f.Person == id).OrderBy(f => f.RecordedAt).ToListAsync(ct)).Select(f => new { f.Kind, f.EffectiveOn, f.RecordedAt, Value = JsonDocument.Parse(f.Value).RootElement }),
                Applications = applications.Select(a => new { a.Reference, a.State, a.Channel, a.StartedAt, a.SubmittedOn, a.CompleteOn, a.DecidedOn, Answers = drafts.SingleOrDefault(d => d.Application == a.Id)?.Read() }),
                Files = files.Select(f => new
                {
                    f.Kind,
                    f.OriginalName,
                    f.PrintedName,
                    f.PrintedUntil,
                    f.ContentType,
                    f.Length,
                    f.Sha256,
                    f.StoredAt,
                    f.DeletedAt,
                    Checks = checks.Where(c => c.Evidence == f.Id).Select(c => new { c.Found, c.Features, c.Note, c.CheckedAt }),
                }),
                LettersAskedFor = await db.LetterRequests.AsNoTracking().Where(r => mine.Any(a => a.Id == r.Application)).Select(r => new { r.Kind, r.Writer, r.Address, r.State, r.AskedAt, r.SettledAt }).ToListAsync(ct),
                Messages = await db.Messages.AsNoTracking().Where(m => mine.Any(a => a.Id == m.Application)).OrderBy(m => m.SentAt).Select(m => new { m.Sender, m.WrittenBy, m.Text, m.SentAt }).ToListAsync(ct),
                Notices = notices.Select(n => new { n.Kind, Says = say(n.ReadText()), n.SentOn, n.DueOn, n.ReadAt }),
                CodesOfEthicsSigned = await db.CodeAgreements.AsNoTracking().Where(c => c.Person == id).Select(c => new { c.CodeVersion, c.SignedName, c.SignedOn }).ToListAsync(ct),
                Fees = fees.Select(e => new { e.FeeLine, e.PaidOn, e.Reference, e.Earned }),
                Decisions = (await db.Decisions.AsNoTracking().Where(d => d.Person == id).OrderBy(d => d.MadeAt).ToListAsync(ct)).Select(d => new { d.Question, d.AsOf, Said = JsonDocument.Parse(d.DecisionJson).RootElement }),
                Exams = await (from e in db.ExamEligibilities.AsNoTracking() where e.Person == id select new { e.CandidateId, e.State, e.ApprovedOn, e.WindowEnds }).ToListAsync(ct),
                Results = await (from t in standing join e in db.ExamEligibilities on t.Eligibility equals e.Id where e.Person == id select new { t.SatOn, t.Outcome }).ToListAsync(ct),
                Certificates = certificates.Select(c => new { c.Number, c.IssuedOn, c.CurrentUntil }),
                Overlays = (await db.CertificateOverlays.AsNoTracking().Where(o => db.Certificates.Any(c => c.Id == o.Certificate && c.Person == id)).OrderBy(o => o.RecordedAt).ToListAsync(ct)).Select(o => new { o.Overlay, o.From, o.Through, o.IsWithdrawn }),
                Classes = (await db.CeEntries.AsNoTracking().Where(e => e.Person == id).OrderBy(e => e.EndedOn).ToListAsync(ct)).Select(e => new { e.Title, e.Provider, e.StartedOn, e.EndedOn, Counted = e.Read(), e.RemovedAt }),
                Renewals = (await db.RenewalFilings.AsNoTracking().Where(f => f.Person == id).OrderBy(f => f.SubmittedAt).ToListAsync(ct)).Select(f => new { f.Reference, f.State, f.SubmittedOn, f.WholeOn, f.Way, f.DecidedOn }),
                Reinstatements = (await db.Reinstatements.AsNoTracking().Where(r => r.Person == id).OrderBy(r => r.StartedAt).ToListAsync(ct)).Select(r => new { r.FollowsDue, r.StartedAt }),
                SpecialisedTrainings = (await db.SpecialisedTrainings.AsNoTracking().Where(t => t.Person == id).OrderBy(t => t.SentAt).ToListAsync(ct)).Select(t => new { t.Area, t.Provider, Hours = t.HundredthsOfHours / 100m, t.EndedOn, t.State, t.SentOn, t.SettledOn }),
                ChangesOfName = (await db.NameChanges.AsNoTracking().Where(c => c.Person == id).OrderBy(c => c.SentAt).ToListAsync(ct)).Select(c => new { c.AsPrinted, c.Given, c.Family, c.EffectiveOn, c.State, c.SentOn, c.SettledOn }),
                NamesLeftOut = (await db.WithheldNames.AsNoTracking().Where(w => w.Person == id).OrderBy(w => w.AskedAt).ToListAsync(ct)).Select(w => new { w.State, w.AskedOn, w.SettledOn, w.Through }),
                Reviews = (await db.CeAudits.AsNoTracking().Where(a => a.Person == id).OrderBy(a => a.RequestedOn).ToListAsync(ct)).Select(a => new { a.State, a.RequestedOn, a.DueOn, a.ReceivedOn, a.SettledOn }),
                Statistics = (await db.Demographics.AsNoTracking().SingleOrDefaultAsync(d => d.Person == id, ct))?.Read(),
            };
        }
    }
}
