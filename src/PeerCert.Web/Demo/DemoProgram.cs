using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;

namespace PeerCert.Web.Demo;

/// <summary>Fills an empty demo with an invented program, once.</summary>
internal static class DemoProgram
{
    /// <summary>One account for each role; says whether they are new, and with them the program.</summary>
    public static async Task<Result<bool>> BeginAsync(IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PeerCertDb>();
        if (await db.Users.AnyAsync(ct))
            return false;
        return await StaffAsync(scope.ServiceProvider, db, ct) is { } problem ? problem : true;
    }

    /// <summary>The people, in a program of its own on the same data, whose clock stands in the past.</summary>
    public static async Task<Problem?> FillAsync(StartSettings settings, IServiceProvider services, IReadOnlyList<DemoPerson> crowd, Action<int> came, CancellationToken ct)
    {
        var time = new DemoTime(services.GetRequiredService<ProgramClock>());
        var built = Composition.Build(settings with
        {
            Time = time,
            RunsBackground = false,
            Words = services.GetRequiredService<Texts.Catalogue>(),
            // Nobody signs in with these passwords: the links do.
            Overrides = new Dictionary<string, string?>(settings.Overrides) { ["PeerCert:PasswordIterations"] = "1" },
        });
        if (!built.Succeeded(out var past, out var unfit))
            return unfit;
        await using (past)
            return (await Startup.PrepareAsync(past.Services, ct)).Problem ?? await new DemoPeople(past.Services, time).FillAsync(crowd, came, ct);
    }

    private static async Task<Problem?> StaffAsync(IServiceProvider services, PeerCertDb db, CancellationToken ct)
    {
        var (journal, clock) = (services.GetRequiredService<JournalWriter>(), services.GetRequiredService<ProgramClock>());
        // Nobody signs in with this password: the links do. Hashing takes its time, so it is hashed once.
        var hash = services.GetRequiredService<IPasswordHasher<Account>>().HashPassword(new Account(), Guid.NewGuid().ToString());
        foreach (var role in Enum.GetValues<Role>())
        {
            var account = Account.For(new(DemoSignIn.EmailOf(TextKeys.Of(role).Split('.')[1])));
            account.ConfirmAddress();
            account.SetPassword(hash);
            db.Add(account);
            db.Add(RoleGrant.Of(account, role, clock.Now, Actor.Program));
            journal.Record(new AccountCreated(AccountOrigin.Setup), account, Actor.Program);
            journal.Record(new RoleGranted(role), account, Actor.Program);
        }
        return await db.TrySaveAsync(ct);
    }
}

/// <summary>The time of a demo that stands on a later day than today: it runs on from there.</summary>
internal sealed class LaterTime(TimeProvider real, TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + ahead;
}

/// <summary>How many of the invented people are there. The door is open meanwhile, and each page says how far it is.</summary>
public sealed class DemoFilling
{
    private int _there;

    public int All { get; init; }

    public int There => _there;

    public bool IsOver => There >= All;

    public void Came(int people) => Volatile.Write(ref _there, people);
}
