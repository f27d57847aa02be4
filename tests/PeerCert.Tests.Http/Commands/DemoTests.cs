using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerCert.Core;
using PeerCert.Core.Applications;
using PeerCert.Core.Certifications;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Testing;
using PeerCert.Web.Commands;
using PeerCert.Web.Demo;
using PeerCert.Web.Hosting;

namespace PeerCert.Tests.Http.Commands;

/// <summary>The invented people of the demo.</summary>
public sealed class DemoTests
{
    [Fact]
    public void The_crowd_is_the_same_at_each_start_and_nobody_is_there_twice()
    {
        var people = DemoCrowd.People();
        Assert.Equal(people, DemoCrowd.People());
        Assert.True(people.Count + DemoPeople.Named >= 300);
        Assert.Equal(people.Count, people.Select(p => p.Name).Distinct().Count());
        Assert.Equal(people.Count, people.Select(DemoPeople.EmailOf).Distinct().Count());
        Assert.Empty(people.Select(DemoPeople.EmailOf).Intersect(Enum.GetNames<Reached>().Select(n => DemoSignIn.EmailOf($"applicant-{TextKeys.Kebab(n)}"))));
        Assert.Equal(Enum.GetValues<Reached>().Where(r => r is not (Reached.Expired or Reached.Vacated)), people.Select(p => p.Reached).Distinct().Order());
    }

    [Fact]
    public void A_demo_that_was_ended_half_way_begins_anew_and_one_that_runs_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        Assert.False(DemoFolder.IsHalfFilled(folder.Path));   // nothing was begun
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data", "evidence")).Parent!.FullName;
        File.WriteAllText(Path.Combine(data, "peercert.db"), "half");
        Assert.True(DemoFolder.IsHalfFilled(folder.Path));

        FolderLock.Take(data).Succeeded(out var running, out _);
        Assert.Equal("folder-in-use", DemoFolder.Empty(folder.Path)?.Code);
        Assert.True(File.Exists(Path.Combine(data, "peercert.db")));
        running!.Dispose();

        Assert.Null(DemoFolder.Empty(folder.Path));
        Assert.False(File.Exists(Path.Combine(data, "peercert.db")));
        DemoFolder.MarkFilled(folder.Path);
        Assert.False(DemoFolder.IsHalfFilled(folder.Path));
    }

    [Fact]
    public void A_demo_stands_on_the_day_that_was_chosen_first_and_its_clock_runs_on_from_there()
    {
        using var folder = new TemporaryFolder();
        var time = new FixedTime(DemoSite.Now);
        var terminal = new Terminal(TextWriter.Null, TextWriter.Null, time);
        DateOnly Today() => DateOnly.FromDateTime(DemoFolder.Settings(terminal, folder.Path).Time.GetUtcNow().UtcDateTime);
        var real = DateOnly.FromDateTime(DemoSite.Now.UtcDateTime);
        Assert.Equal("demo-past", DemoFolder.Stand(terminal, folder.Path, real.AddDays(-1))?.Code);
        Assert.Null(DemoFolder.Stand(terminal, folder.Path, real));
        Assert.Equal(real, Today());
        Assert.Null(DemoFolder.Stand(terminal, folder.Path, new(2033, 6, 1)));
        Assert.Equal(new(2033, 6, 1), Today());
        Assert.Equal("demo-stands", DemoFolder.Stand(terminal, folder.Path, real)?.Code);
        Assert.Equal("demo-stands", DemoFolder.Stand(terminal, folder.Path, new(2033, 6, 2))?.Code);
        Assert.Null(DemoFolder.Stand(terminal, folder.Path, null));
        time.Set(DemoSite.Now.AddDays(1));
        Assert.Equal(new(2033, 6, 2), Today());

        using var filled = new TemporaryFolder();
        DemoFolder.MarkFilled(filled.Path);   // whose people live today
        Assert.Equal("demo-stands", DemoFolder.Stand(terminal, filled.Path, new(2033, 6, 1))?.Code);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Everybody_moves_in_with_clocks_that_are_near_and_past_and_a_journal_that_verifies()
    {
        using var folder = new TemporaryFolder();
        var settings = new StartSettings
        {
            Time = new FixedTime(DemoSite.Now),
            DataFolder = Path.Combine(folder.Path, "data"),
            Urls = "http://127.0.0.1:0",
            StandardsFolder = Repository.Standards,
            Overrides = new Dictionary<string, string?> { ["PeerCert:MasterKeyFile"] = Path.Combine(folder.Path, "master.key"), ["Mail:From"] = "program@demo.example" },
            Customise = builder => builder.Logging.ClearProviders(),
        };
        Assert.True(Composition.Build(settings).Succeeded(out var app, out _));
        await using var disposed = app;
        Assert.Null((await Startup.PrepareAsync(app.Services, default)).Problem);
        Assert.Null((await DemoProgram.BeginAsync(app.Services, default)).Problem);
        var came = 0;
        Assert.Null(await DemoProgram.FillAsync(settings, app.Services, DemoCrowd.People(), people => came = people, default));
        Assert.Equal(DemoPeople.Named + DemoCrowd.People().Count, came);

        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PeerCertDb>();
        Assert.Equal(Enum.GetValues<ApplicationState>(), (await db.Applications.Select(a => a.State).Distinct().ToListAsync()).Order());
        var today = DateOnly.FromDateTime(settings.Time.GetUtcNow().UtcDateTime);
        Assert.True(await db.Applications.CountAsync(a => a.DueOn < today) >= 5);
        Assert.True(await db.Applications.CountAsync(a => a.DueOn >= today && a.DueOn < today.AddDays(7)) >= 10);
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<VerifyClocks>().HandleAsync(default));
        while ((await scope.ServiceProvider.GetRequiredService<JournalSealer>().SealAsync(default)).Match(n => n, _ => 0) > 0) { }
        var report = await scope.ServiceProvider.GetRequiredService<JournalVerifier>().VerifyAsync(null, default);
        Assert.True(report is { IsSound: true, Unsealed: 0 } && report.Checked > DemoCrowd.People().Count);
    }
}
