using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Shared;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.People;

/// <summary>
/// Checks an address and a password. Wrong password, no such account, locked: one answer for all, after the same work.
/// </summary>
public static class SignIn
{
    public sealed record Command(string? Email, string? Password);

    /// <summary>What the cookie carries, and the language the reader goes on in; everything else is read anew with each request.</summary>
    public sealed record SignedIn(Guid Account, string Stamp, string? Language, SessionProof Proof)
    {
        public static SignedIn To(Account account, SessionProof proof = SessionProof.Password) => new(account.Id, account.SecurityStamp!, account.Language, proof);
    }

    /// <summary>The first step was right. Where the account asks for a code, nobody is signed in before that.</summary>
    public sealed record Passed(SignedIn SignedIn, bool AsksForCode);

    public sealed class Handler(PeerCertDb db, Passwords passwords, Tries tries)
    {
        public async Task<Result<Passed>> HandleAsync(Command command, CancellationToken ct)
        {
            var key = EmailAddress.KeyOf(command.Email ?? "");
            var id = await db.Users.Where(a => a.NormalizedUserName == key).Select(a => a.Id).SingleOrDefaultAsync(ct);
            if (!(await tries.TakeAsync(id, ct)).Succeeded(out var counted, out var problem))
                return problem;
            var account = counted ? await db.Users.SingleAsync(a => a.Id == id, ct) : null;
            var check = passwords.Check(account, command.Password);
            if (account is null)
                return Refused;
            if (check is PasswordVerificationResult.Failed)
                return await tries.FailedAsync(account, Refused, ct);

            // With a second step tries are forgiven after that, or else whoever knows the password guesses codes for ever.
            if (!account.TwoFactorEnabled)
                Tries.Forgive(account);
            if (check is PasswordVerificationResult.SuccessRehashNeeded)
                account.PasswordHash = passwords.Rehash(command.Password);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Passed(SignedIn.To(account), account.TwoFactorEnabled);
        }

        private static Problem.Refused Refused => new("sign-in-refused", Text.Of("sign-in.refused"));
    }
}
