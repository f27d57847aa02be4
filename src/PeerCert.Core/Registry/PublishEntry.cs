using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Certifications;
using PeerCert.Core.Shared;
using PeerCert.Standards.Evaluation;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Registry;

/// <summary>Writes the line that the public sees from now on, and keeps what was shown before.</summary>
public sealed class PublishEntry(PeerCertDb db, StandardsLibrary library, ProgramClock clock) : IRegistryPublisher
{
    public void Publish(ToPublish line, DateOnly? withheldThrough)
    {
        var entry = RegistryEntry.Of(line.Number, line.Name.AsPrinted, line.Life);
        entry.WithholdName(withheldThrough);
        db.Add(entry);
        db.AddRange(RegistryNameKey.Of(line.Number, line.Name.AsPrinted, line.Name.Given, line.Name.Family));
        Keep(entry, line.Life, null, line.Because);
    }

    public async Task ReplaceAsync(ToPublish line, CancellationToken ct)
    {
        var entry = await db.Registry.SingleAsync(e => e.Number == line.Number, ct);
        entry.Show(line.Name.AsPrinted, line.Life);
        var keys = await db.RegistryNameKeys.Where(k => k.Number == line.Number).ToListAsync(ct);
        var asked = RegistryNameKey.Of(line.Number, line.Name.AsPrinted, line.Name.Given, line.Name.Family).ToList();
        db.RemoveRange(keys.ExceptBy(asked.Select(k => k.Key), k => k.Key));
        db.AddRange(asked.ExceptBy(keys.Select(k => k.Key), k => k.Key));
        Keep(entry, line.Life, null, line.Because);
    }

    public async Task WithholdNameAsync(string number, DateOnly? through, string because, CancellationToken ct)
    {
        var entry = await db.Registry.SingleAsync(e => e.Number == number, ct);
        entry.WithholdName(through);
        Keep(entry, entry.ReadLife(), null, because);
    }

    public async Task WithdrawAsync(string number, string because, CancellationToken ct)
    {
        var entry = await db.Registry.SingleAsync(e => e.Number == number, ct);
        db.RemoveRange(await db.RegistryNameKeys.Where(k => k.Number == number).ToListAsync(ct));
        db.Remove(entry);
        Keep(entry, entry.ReadLife(), RegistryPublication.Withdrawn, because);
    }

    private void Keep(RegistryEntry entry, CertificateLife life, string? action, string because)
    {
        var now = clock.Now;
        db.Add(new RegistryPublication
        {
            Id = OrderedId.At(now),
            Number = entry.Number,
            ShownFrom = now,
            LegalName = entry.LegalName,
            WithheldThrough = entry.WithheldThrough,
            ActiveFrom = life.ActiveFrom,
            Expires = life.LastDue,
            Life = LifeText.Of(life),
            Action = action ?? PublicEntry.ActionOf(Standing.On(library, life, clock.DayOf(now))),
            Because = because,
        });
    }
}
