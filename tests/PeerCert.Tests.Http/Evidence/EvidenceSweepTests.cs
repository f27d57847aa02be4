using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Evidence;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Evidence;

public sealed class EvidenceSweepTests
{
    [Theory, OnEveryDatabase]
    public async Task What_was_never_committed_or_was_deleted_goes_and_what_a_row_names_stays(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        using var master = new MasterKey(RandomNumberGenerator.GetBytes(MasterKey.Length));
        var options = new EvidenceOptions(Path.Combine(database.Options.Folder, InstanceId.EvidenceFolder));
        var store = new FileEvidenceStore(options, master);
        var (kept, deleted, orphan) = (await PutAsync(), await PutAsync(), await PutAsync());
        await using (var db = database.Open())
        {
            var person = Person.Register(null, database.Clock.Now);
            db.Add(person);
            foreach (var stored in new[] { kept, deleted })
                db.Add(EvidenceFile.Of(stored, person.Id, Guid.NewGuid(), "training-certificate", "mine.pdf", database.Clock.Now));
            Assert.Null(await db.TrySaveAsync(default));
            (await db.Evidence.SingleAsync(e => e.Id == deleted.Id)).Delete(database.Clock.Now);
            Assert.Null(await db.TrySaveAsync(default));
        }

        // a file written just now may belong to a commit that is still coming
        foreach (var file in Directory.EnumerateFiles(options.Folder, "*", SearchOption.AllDirectories))
            File.SetLastWriteTimeUtc(file, database.Clock.Now - options.OrphanAge);
        Assert.Equal(0, await SweepAsync());
        database.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, await SweepAsync());

        await using var after = database.Open();
        var row = await after.Evidence.SingleAsync(e => e.Id == kept.Id);
        Assert.Null((await store.OpenAsync(row.Id, row.WrappedKey!, default)).Match(opened =>
        {
            opened.Dispose();
            return (Problem?)null;
        }, problem => problem));
        Assert.Equal("evidence-damaged", (await store.OpenAsync(orphan.Id, orphan.WrappedKey, default)).Problem?.Code);
        Assert.Null((await after.Evidence.SingleAsync(e => e.Id == deleted.Id)).WrappedKey);

        async Task<StoredEvidence> PutAsync() =>
            (await store.PutAsync(new MemoryStream("%PDF-1.7"u8.ToArray()), default)).Match(stored => stored, problem => throw new InvalidOperationException(problem.Code));

        async Task<int> SweepAsync()
        {
            await using var db = database.Open();
            return await new EvidenceSweep(db, store, options, database.Clock).RunAsync(default);
        }
    }
}
