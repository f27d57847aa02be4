using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Certifications;
using PeerCert.Core.Journal;
using PeerCert.Core.Notices;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.ContinuingEducation;

[JournalEvent("ce-audits-drawn")]
public sealed record CeAuditsDrawn(DateOnly From, DateOnly Through, int Size, string Seed, int PopulationSize, string PopulationSha256) : IJournalEvent;

[JournalEvent("ce-audit-requested")]
public sealed record CeAuditRequested(string Number, string Reference, Id<CeAuditDraw> Draw, DateOnly DueOn) : IJournalEvent;

/// <summary>
/// Draws filings at random whose continuing education is reviewed, and asks each of their holders for proof (CAL-207.9, 207.10). The population are the
/// filings that were whole in a range of days, wait or were approved, and have not been reviewed; seed and population are kept, so that anybody can draw again.
/// </summary>
public static class DrawCeAudits
{
    public sealed record Command(TypedDay From, TypedDay Through, string? Size, string? Seed, Session By);

    /// <summary>The pack's clock by which proof is in time.</summary>
    public const string ProofClock = "education-proof";

    /// <summary>Filings of one draw: each is asked for in the same commit; ours, no document gives a number.</summary>
    public const int AtMost = 1_000;

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, JournalWriter journal, Notice.Writer notices, ProgramClock clock)
    {
        public async Task<Result<Id<CeAuditDraw>>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!Read(command, clock.Today).Succeeded(out var asked, out var problem))
                return problem;
            var (from, through, size, seed) = asked;
            if (await DrawnAsync(asked, ct) is { } before)
                return before;
            var result = await db.InTransactionAsync<Id<CeAuditDraw>>(async inner =>
            {
                var population = await (
                    from f in db.RenewalFilings
                    where (f.State == RenewalFilingState.Approved || f.State == RenewalFilingState.Submitted) && f.WholeOn >= @from && f.WholeOn <= through
                    where !db.CeAudits.Any(a => a.Filing == f.Id)
                    join c in db.Certificates on f.Certificate equals c.Id
                    where c.AnnulledOn == null
                    select f.Reference).ToListAsync(inner);
                if (size > population.Count)
                    return Problem.Invalid.At("Size", Text.Of("ce-audit.too-few", ("count", population.Count)));
                var draw = CeAuditDraw.Of(from, through, size, seed, population, clock.Today, clock.Now, command.By.Actor.Name);
                db.Add(draw);
                journal.Record(new CeAuditsDrawn(from, through, size, seed, draw.PopulationSize, draw.PopulationSha256), draw, command.By.Actor);
                return await RequestAsync(draw, CeSample.Draw(seed, population, size), command.By.Actor, inner) is { } unknown ? unknown : draw.Id;
            }, ct);
            // Two sent at once: the second one finds the first.
            return result.Problem is Problem.AlreadyDone && await DrawnAsync(asked, ct) is { } first ? first : result;
        }

        private async Task<Problem?> RequestAsync(CeAuditDraw draw, IReadOnlyList<string> drawn, Actor by, CancellationToken ct)
        {
            var filings = await db.RenewalFilings.Where(f => drawn.Contains(f.Reference)).ToListAsync(ct);
            var held = filings.ConvertAll(f => f.Certificate);
            var numbers = await db.Certificates.Where(c => held.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Number, ct);
            var tellings = new List<Notice.Telling>();
            foreach (var filing in filings.OrderBy(f => f.Reference, StringComparer.Ordinal))
            {
                if (library.On(GoverningQuestion.Filing, filing.WholeOn!.Value)?.Clocks.GetValueOrDefault(ProofClock)?.Run(draw.DrawnOn, filing.WholeOn.Value) is not { } run)
                    return new Problem.Refused("no-standard-known", Text.Of("problem.no-standard-known", ("day", filing.WholeOn.Value)));
                var audit = CeAudit.Request(draw, filing, draw.DrawnOn, run.Due);
                db.Add(audit);
                journal.Record(new CeAuditRequested(numbers[filing.Certificate], filing.Reference, draw.Id, run.Due), audit, by);
                tellings.Add(new(
                    filing.Person, "ce-audit-requested", $"{audit.Id}",
                    Text.Of("notice.ce-audit.requested", ("number", numbers[filing.Certificate]), ("reference", filing.Reference), ("due", run.Due)), null, run.Due));
            }
            await notices.TellAsync(tellings, ct);
            return null;
        }

        /// <summary>What this seed drew before: the same form sent twice is one draw, and no seed draws two.</summary>
        private async Task<Result<Id<CeAuditDraw>>?> DrawnAsync((DateOnly From, DateOnly Through, int Size, string Seed) asked, CancellationToken ct) =>
            await db.CeAuditDraws.AsNoTracking().SingleOrDefaultAsync(d => d.Seed == asked.Seed, ct) is not { } drawn ? null
            : (drawn.From, drawn.Through, drawn.Size) == (asked.From, asked.Through, asked.Size) ? drawn.Id
            : Problem.Invalid.At("Seed", Text.Of("ce-audit.seed-used", ("day", drawn.DrawnOn)));
    }

    private static Result<(DateOnly From, DateOnly Through, int Size, string Seed)> Read(Command command, DateOnly today)
    {
        var (from, through) = (command.From.ReadPast("From", today), command.Through.ReadPast("Through", today));
        var seed = (command.Seed ?? "").Trim();
        var size = int.TryParse(command.Size?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        if (Problem.Invalid.Of(
            from.Problem, through.Problem,
            size is < 1 or > AtMost ? Problem.Invalid.At("Size", Text.Of("ce-audit.size", ("max", AtMost))) : null,
            seed.Length is 0 or > CeAuditDraw.SeedLength ? Problem.Invalid.At("Seed", Text.Of("ce-audit.seed", ("max", CeAuditDraw.SeedLength))) : null) is { } wrong)
            return wrong;
        var (first, last) = (from.Match(d => d, _ => default), through.Match(d => d, _ => default));
        return last < first ? Problem.Invalid.At("Through", Text.Of("entry.ends-before", ("from", first))) : (first, last, size, seed);
    }
}
