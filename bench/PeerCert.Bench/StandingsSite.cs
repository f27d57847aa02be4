using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Decisions;
using PeerCert.Core.Exams;
using PeerCert.Core.People;
using PeerCert.Core.Registry;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Bench;

/// <summary>The program with many certificates of invented people: of one, two or three terms, some suspended or revoked, some with a filing that waits, in every tier.</summary>
internal static class StandingsSite
{
    /// <summary>Whose names the lists are asked by: the letters of each are digits.</summary>
    public static string FamilyOf(int n) => Letters(n % 9973);

    public static readonly string[] Counties = ["los-angeles", "los-angeles", "los-angeles", "san-diego", "orange", "alameda", "sacramento", "fresno", "kern", "mono"];

    public static Task<int> ServeAsync(string engine, string data, string connection, string url, int certificates) => MeasuredSite.ServeAsync(
        engine, data, connection, url, new Dictionary<string, string?> { ["Accounts:StaffSecondStep"] = "false" }, _ => { },
        async app =>
        {
            await FillAsync(app.Services, certificates);
            app.MapGet("/bench/count", async (CountStandings count, CancellationToken ct) =>
            {
                var clock = Stopwatch.StartNew();
                var counted = await count.OnAsync(null, ct);
                return Results.Text(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds} {counted.Sum(c => c.Certificates)} {string.Join(' ', counted.Select(c => $"{c.DateStatus}/{c.Action}={c.Certificates}"))}"));
            }).AllowAnonymous();
            app.MapGet("/bench/recount", async (VerifyStandings verify, bool repair, CancellationToken ct) =>
            {
                var clock = Stopwatch.StartNew();
                var report = (await verify.HandleAsync(repair, ct)).Match(r => r, problem => throw new InvalidOperationException(problem.Code));
                return Results.Text(FormattableString.Invariant($"{clock.Elapsed.TotalSeconds} {report.Counted} {report.Different}"));
            }).AllowAnonymous();
            // One in a hundred is kept as current a day too long: for what it takes to put them right.
            app.MapGet("/bench/spoil", async (PeerCertDb db, CancellationToken ct) => Results.Text($"{await db.Certificates.Where(c => c.Number.EndsWith("00")).ExecuteUpdateAsync(u => u.SetProperty(c => c.County, "yuba"), ct)}")).AllowAnonymous();
        });

    private static async Task FillAsync(IServiceProvider services, int count)
    {
        await using var scope = services.CreateAsyncScope();
        var (db, loader, clock) = (scope.ServiceProvider.GetRequiredService<PeerCertDb>(), scope.ServiceProvider.GetRequiredService<IBulkLoader>(), scope.ServiceProvider.GetRequiredService<ProgramClock>());
        var (today, now) = (clock.Today, clock.Now);
        var account = Account.For(new(DeskSite.Reviewer));
        account.ConfirmAddress();
        account.SetPassword(scope.ServiceProvider.GetRequiredService<Passwords>().Rehash(DeskSite.Password));
        db.AddRange(account, RoleGrant.Of(account, Role.Reviewer, now, Actor.Program));
        // All rest on one decision: nothing that is measured reads it.
        var first = Person.Register(null, now);
        db.Add(first);
        var decided = (await scope.ServiceProvider.GetRequiredService<PackDecisions>().ConsiderAsync(RecordResult.CertificateQuestion, new(first.Id, Guid.NewGuid()), today, default)).Match(c => c, problem => throw new InvalidOperationException(problem.Code));
        var decision = StoredDecision.Of(new(first.Id, Guid.NewGuid()), decided.Decision, decided.Facts, now, Actor.Program);
        db.Add(decision);
        if (await db.TrySaveAsync(default) is { } lost)
            throw new InvalidOperationException(lost.Code);

        foreach (var some in Enumerable.Range(0, count).Chunk(50_000))
        {
            var held = some.Select(HeldOf).ToList();
            MeasuredSite.Check(await loader.LoadAsync(held.Select(h => h.Person), default));
            MeasuredSite.Check(await loader.LoadAsync(held.Select(h => h.Application), default));
            MeasuredSite.Check(await loader.LoadAsync(held.Select(h => h.Certificate), default));
            MeasuredSite.Check(await loader.LoadAsync(held.SelectMany(h => h.Terms), default));
            MeasuredSite.Check(await loader.LoadAsync(held.SelectMany(h => h.Overlays), default));
            MeasuredSite.Check(await loader.LoadAsync(held.SelectMany(h => h.Filings), default));
            MeasuredSite.Check(await loader.LoadAsync(held.Select(h => h.Name), default));
            MeasuredSite.Check(await loader.LoadAsync(held.SelectMany(h => h.Keys), default));
            MeasuredSite.Check(await loader.LoadAsync(held.Select(h => RegistryEntry.Of(h.Certificate.Number, h.Name.AsPrinted, h.Life)), default));
        }

        Held HeldOf(int n)
        {
            var person = Person.Register(null, now);
            var county = n % 7 == 0 ? null : Counties[n % Counties.Length];
            person.Contact(null, county);
            var application = Application.Start(person.Id, n.ToString("'B'000000000", CultureInfo.InvariantCulture), now);
            var issued = today.AddDays(-(n % 2900));
            var name = PrintedName.Read($"{Letters(n % 997)} {FamilyOf(n)}", Letters(n % 997), FamilyOf(n)).Match(read => read, wrong => throw new InvalidOperationException(wrong.Code));
            var terms = Enumerable.Range(0, 1 + (n % 11 == 0 ? 2 : n % 3 == 0 ? 1 : 0)).Select(k => (From: issued.AddYears(2 * k), Due: issued.AddYears(2 * k + 2))).Where((t, k) => k == 0 || t.From <= today).ToList();
            var certificate = Certificate.Issue(
                new(Id<Certificate>.New(), application.Id, person.Id, issued, terms[^1].Due, decided.Decision.Pack.Sha256), MeasuredSite.NumberOf(n), decision.Id, null, county);
            var filings = new List<RenewalFiling>();
            if (n % 50 == 0 && terms[^1].Due >= today.AddDays(-20) && terms[^1].Due <= today.AddDays(60))
            {
                var filing = RenewalFiling.File(certificate, n.ToString("'F'000000000", CultureInfo.InvariantCulture), terms[^1].Due.AddDays(-70), now);
                filing.IsWhole((terms[^1].Due.AddDays(-65), "renewal"));
                certificate.Wait(filing.WholeOn);
                filings.Add(filing);
            }
            var laid = n % 400 == 0 ? CertificateOverlay.Suspended : n % 900 == 0 ? CertificateOverlay.Revoked : (CertificateOverlay?)null;
            List<CertificateOverlayRow> overlays = laid is not { } overlay ? [] :
            [
                new() { Id = OrderedId.At(now), Certificate = certificate.Id, Overlay = overlay, From = issued.AddDays(10), RecordedAt = now, RecordedBy = Actor.Program.Name },
            ];
            return new(
                person, application, certificate,
                [.. terms.Select(t => new CertificateTerm { Id = OrderedId.At(now), Certificate = certificate.Id, StartsOn = t.From, DueOn = t.Due, RecordedAt = now, RecordedBy = Actor.Program.Name })],
                overlays, filings, LegalName.Record(person.Id, name, issued, now, Actor.Program, null),
                [.. NameKey.WaysToAsk(name.AsPrinted, name.Given, name.Family).SelectMany(k => county is null
                    ? [PersonKey.Of(PersonKeyKind.Name, k, person.Id)]
                    : new[] { PersonKey.Of(PersonKeyKind.Name, k, person.Id), PersonKey.Of(PersonKeyKind.InCounty, PersonKey.InCounty(county, k), person.Id) })],
                new(issued, [.. terms.Select(t => new Term(t.From, t.Due))], certificate.PendingSince, [.. overlays.Select(o => new Laid(o.Overlay, o.From, o.Through))]));
        }
    }

    // Names have no digits.
    private static string Letters(int n) => string.Concat(n.ToString(CultureInfo.InvariantCulture).Select(d => (char)('A' + d - '0')));

    private sealed record Held(
        Person Person, Application Application, Certificate Certificate, List<CertificateTerm> Terms, List<CertificateOverlayRow> Overlays, List<RenewalFiling> Filings, LegalName Name, List<PersonKey> Keys,
        CertificateLife Life);
}
