using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Journal;

public sealed class VerifierTests
{
    [Theory, OnEveryDatabase]
    public async Task A_clean_journal_of_thousands_verifies_and_says_what_it_saw(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        await bench.SealedAsync(3000);
        await bench.CheckpointAsync();
        await bench.HappenAsync(2);

        var report = await bench.VerifyAsync();

        Assert.Empty(report.Flaws);
        Assert.Equal((3000, 3000, 2, 0, 1), (report.LastNumber, report.Checked, report.Unsealed, report.Erased, report.Checkpoints));
    }

    [Theory, OnEveryDatabase]
    public async Task An_empty_journal_verifies(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);

        var report = await bench.VerifyAsync();

        Assert.True(report.IsSound);
        Assert.Equal((0, SealHash.Start), (report.LastNumber, report.LastHash));
    }

    [Theory, OnEveryDatabase]
    public async Task A_payload_erased_by_the_program_leaves_the_chain_sound(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        await bench.SealedAsync(5);
        var id = await bench.EntryAtAsync(3);
        await using (var db = bench.Database.Open())
        {
            (await db.Journal.SingleAsync(e => e.Id == id)).Erase();
            Assert.Null(await db.TrySaveAsync(default));
        }

        var report = await bench.VerifyAsync();

        Assert.Equal((true, 5, 1), (report.IsSound, report.Checked, report.Erased));
    }

    [Theory]
    [OnEveryDatabase("at")]
    [OnEveryDatabase("account")]
    [OnEveryDatabase("actor_name")]
    [OnEveryDatabase("reason")]
    [OnEveryDatabase("reason gone")]
    [OnEveryDatabase("root_kind")]
    [OnEveryDatabase("root_id")]
    [OnEveryDatabase("event_type")]
    [OnEveryDatabase("event_version")]
    [OnEveryDatabase("payload_hash")]
    [OnEveryDatabase("sealed_at")]
    [OnEveryDatabase("hash")]
    [OnEveryDatabase("entries swapped")]
    public async Task An_edited_entry_is_found_at_its_line(Engine engine, string column)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        await bench.SealedAsync(8);
        Guid fourth = await bench.EntryAtAsync(4), fifth = await bench.EntryAtAsync(5);
        var (other, at, hash) = (Guid.NewGuid(), new DateTime(2026, 3, 4, 20, 0, 0, 123, DateTimeKind.Utc), new string('a', 64));

        await (column switch
        {
            "at" => bench.SqlAsync($"UPDATE journal_entries SET at = {at} WHERE id = {fourth}"),
            "account" => bench.SqlAsync($"UPDATE journal_entries SET account = {other} WHERE id = {fourth}"),
            "actor_name" => bench.SqlAsync($"UPDATE journal_entries SET actor_name = 'Somebody Else' WHERE id = {fourth}"),
            "reason" => bench.SqlAsync($"UPDATE journal_entries SET reason = '' WHERE id = {fourth}"),
            "reason gone" => bench.SqlAsync($"UPDATE journal_entries SET reason = CASE WHEN reason IS NULL THEN 'x' END WHERE id = {fourth}"),
            "root_kind" => bench.SqlAsync($"UPDATE journal_entries SET root_kind = 'certificate' WHERE id = {fourth}"),
            "root_id" => bench.SqlAsync($"UPDATE journal_entries SET root_id = {other} WHERE id = {fourth}"),
            "event_type" => bench.SqlAsync($"UPDATE journal_entries SET event_type = 'nothing-happened' WHERE id = {fourth}"),
            "event_version" => bench.SqlAsync($"UPDATE journal_entries SET event_version = 2 WHERE id = {fourth}"),
            "payload_hash" => bench.SqlAsync($"UPDATE journal_entries SET payload_hash = {hash} WHERE id = {fourth}"),
            "sealed_at" => bench.SqlAsync($"UPDATE journal_seals SET sealed_at = {at} WHERE number = 4"),
            "hash" => bench.SqlAsync($"UPDATE journal_seals SET hash = {hash} WHERE number = 4"),
            _ => SwapAsync(),
        });

        AssertOneFlaw(await bench.VerifyAsync(), JournalFlawKind.EditedEntry, 4, column == "entries swapped" ? fifth : fourth);

        async Task SwapAsync()
        {
            await bench.SqlAsync($"UPDATE journal_seals SET entry = {other} WHERE number = 4");
            await bench.SqlAsync($"UPDATE journal_seals SET entry = {fourth} WHERE number = 5");
            await bench.SqlAsync($"UPDATE journal_seals SET entry = {fifth} WHERE number = 4");
        }
    }

    [Theory]
    [OnEveryDatabase("payload")]
    [OnEveryDatabase("salt")]
    [OnEveryDatabase("payload gone")]
    [OnEveryDatabase("salt gone")]
    public async Task An_edited_payload_is_found_at_its_line(Engine engine, string what)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        await bench.SealedAsync(8);
        var fourth = await bench.EntryAtAsync(4);
        var payload = """{"words":"another"}""";

        await (what switch
        {
            "payload" => bench.SqlAsync($"UPDATE journal_entries SET payload = {payload} WHERE id = {fourth}"),
            "salt" => bench.SqlAsync($"UPDATE journal_entries SET salt = '00' WHERE id = {fourth}"),
            "payload gone" => bench.SqlAsync($"UPDATE journal_entries SET payload = NULL WHERE id = {fourth}"),
            _ => bench.SqlAsync($"UPDATE journal_entries SET salt = NULL WHERE id = {fourth}"),
        });

        AssertOneFlaw(await bench.VerifyAsync(), JournalFlawKind.EditedPayload, 4, fourth);
    }

    [Theory, OnEveryDatabase]
    public async Task A_missing_entry_is_found_at_its_line(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        await bench.SealedAsync(8);
        var fourth = await bench.EntryAtAsync(4);

        await bench.SqlAsync($"DELETE FROM journal_entries WHERE id = {fourth}");

        AssertOneFlaw(await bench.VerifyAsync(), JournalFlawKind.MissingEntry, 4, fourth);
    }

    [Theory, OnEveryDatabase]
    public async Task A_line_taken_out_with_its_entry_leaves_a_gap(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        await bench.SealedAsync(8);
        var fourth = await bench.EntryAtAsync(4);

        await bench.SqlAsync($"DELETE FROM journal_entries WHERE id = {fourth}");
        await bench.SqlAsync($"DELETE FROM journal_seals WHERE number = 4");

        AssertOneFlaw(await bench.VerifyAsync(), JournalFlawKind.MissingSeal, 4, null);
    }

    [Theory, OnEveryDatabase]
    public async Task Lines_moved_up_to_close_the_gap_no_longer_follow_one_another(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        await bench.SealedAsync(5);
        Guid fourth = await bench.EntryAtAsync(4), fifth = await bench.EntryAtAsync(5);

        await bench.SqlAsync($"DELETE FROM journal_entries WHERE id = {fourth}");
        await bench.SqlAsync($"DELETE FROM journal_seals WHERE number = 4");
        await bench.SqlAsync($"UPDATE journal_seals SET number = 4 WHERE number = 5");

        AssertOneFlaw(await bench.VerifyAsync(), JournalFlawKind.BrokenOrder, 4, fifth);
    }

    [Theory, OnEveryDatabase]
    public async Task An_entry_that_has_no_place_and_waits_for_none_is_named(Engine engine)
    {
        await using var bench = await JournalBench.OnAsync(engine);
        await bench.SealedAsync(8);
        var last = await bench.EntryAtAsync(8);

        await bench.SqlAsync($"DELETE FROM journal_seals WHERE number = 8");

        AssertOneFlaw(await bench.VerifyAsync(), JournalFlawKind.Unchained, null, last);
    }

    private static void AssertOneFlaw(VerificationReport report, JournalFlawKind kind, long? number, Guid? entry)
    {
        // what hangs on the removed line may be named after it
        Assert.Equal((kind, number, entry), (report.Flaws[0].Kind, report.Flaws[0].Number, report.Flaws[0].Entry));
        Assert.Single(report.Flaws);
    }
}
