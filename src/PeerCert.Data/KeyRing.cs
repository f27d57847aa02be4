using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core;
using PeerCert.Core.Shared;

namespace PeerCert.Data;

/// <summary>
/// The keys of cookies and forms, shared by all nodes: whole elements, wrapped by the master key, so that a copy of the
/// database signs nobody in.
/// </summary>
internal sealed class KeyRing(IDbContextFactory<PeerCertDb> contexts, Migrator migrator, IMasterKey master, ProgramClock clock) : IXmlRepository
{
    private const string Purpose = "key-ring";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        // The interface has no asynchronous form; it is asked at the start and once a day.
        var wrapped = migrator.StoredKeysAsync(Purpose, CancellationToken.None).GetAwaiter().GetResult();
        return [.. wrapped.Select(w => XElement.Load(new MemoryStream(master.Unwrap(w, Purpose))))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var bytes = new MemoryStream();
        element.Save(bytes, SaveOptions.DisableFormatting);
        using var db = contexts.CreateDbContext();
        db.Add(new StoredKey { Name = $"{Purpose}/{friendlyName}", Purpose = Purpose, Wrapped = master.Wrap(bytes.ToArray(), Purpose), CreatedAt = clock.Now });
        // The interface has no asynchronous form; a key is made once in ninety days.
        if (db.TrySaveAsync(CancellationToken.None).GetAwaiter().GetResult() is { } problem)
            throw new InvalidOperationException($"the key could not be kept: {problem.Code}");
    }
}
