using PeerCert.Core.Certifications;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Registry;

/// <summary>Writes the line that the public sees from now on, and keeps what was shown before.</summary>
public sealed class PublishEntry(PeerCertDb db, ProgramClock clock) : IRegistryPublisher
{
    public void Publish(ToPublish line)
    {
        db.Add(RegistryEntry.Of(line.Number, line.Name.AsPrinted, line.ActiveFrom, line.Expires));
        db.AddRange(RegistryNameKey.Of(line.Number, line.Name.AsPrinted, line.Name.Given, line.Name.Family));
        var now = clock.Now;
        db.Add(new RegistryPublication
        {
            Id = OrderedId.At(now),
            Number = line.Number,
            ShownFrom = now,
            LegalName = line.Name.AsPrinted,
            ActiveFrom = line.ActiveFrom,
            Expires = line.Expires,
            Action = "none",
            Because = line.Because,
        });
    }
}
