using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Applications;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Certifications;

/// <summary>
/// Issues the certificates of many files in one go, as after an import of results: each is a step of its own, decided and
/// committed by itself, so that one that cannot be issued holds up no other.
/// </summary>
public static class IssueCertificates
{
    /// <summary>Files of one go: what a person can look over.</summary>
    public const int Most = 200;

    public sealed record Command(IReadOnlyList<Id<Application>> Files, Session By);

    /// <summary>What became of one file: its certificate's number, or why there is none.</summary>
    public sealed record Issued(string Reference, string? Number, Problem? Problem);

    public sealed class Handler(PeerCertDb db, IServiceScopeFactory scopes)
    {
        public async Task<Result<List<Issued>>> HandleAsync(Command command, CancellationToken ct)
        {
            if (command.Files.Count is 0 or > Most)
                return Problem.Invalid.At("Files", Text.Of("certificates.choose", ("most", Most)));
            var ids = command.Files.Distinct().ToList();
            var files = await db.Applications.AsNoTracking().Where(a => ids.Contains(a.Id)).OrderBy(a => a.DueOn).ThenBy(a => a.Reference).Select(a => new { a.Id, a.Reference, a.Version }).ToListAsync(ct);
            var issued = new List<Issued>();
            foreach (var file in files)
            {
                await using var scope = scopes.CreateAsyncScope();
                var result = await scope.ServiceProvider.GetRequiredService<IssueCertificate.Handler>().HandleAsync(new(file.Id, file.Version, command.By.Actor), ct);
                if (result.Problem is Problem.Unavailable gone)
                    return gone;   // what was issued stands, and the same form sent again says so
                issued.Add(result.Match(number => new Issued(file.Reference, number, null), problem => new Issued(file.Reference, null, problem)));
            }
            return issued;
        }
    }
}
