using Microsoft.EntityFrameworkCore;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Ethics;

/// <summary>What is kept of a signature: who signed, when, and every word of what was promised.</summary>
public sealed class AgreementTests
{
    [Theory, OnEveryDatabase]
    [Provision("CAL-B.3", "DHCS21-E3.S")]
    public async Task The_agreement_keeps_the_name_as_signed_the_day_and_the_text_with_its_promise(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var robin = await app.ApplicantAsync();
        await robin.AppliesAsync();

        await using var db = app.Open();
        var agreement = await db.CodeAgreements.SingleAsync();
        Assert.Equal(("Robin Example", app.Clock.Today), (agreement.SignedName, agreement.SignedOn));
        var signed = await db.CodeTexts.SingleAsync(t => t.Sha256 == agreement.TextSha256);
        var promise = signed.Markdown[signed.Markdown.IndexOf("## What you promise", StringComparison.Ordinal)..].ReplaceLineEndings(" ");
        foreach (var part in new[] { "will not break it", "help", "encourage", "plan with anyone" })   // violate, assist, abet, conspire
            Assert.Contains(part, promise, StringComparison.Ordinal);
    }
}
