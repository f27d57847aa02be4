using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerCert.Core.Evidence;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

[JournalEvent("certificate-printed")]
public sealed record CertificatePrinted(string Number, string Sha256) : IJournalEvent;

/// <summary>A certificate as it was handed out: its very bytes. The same page is printed once; whoever asks again gets the same file.</summary>
public sealed class CertificatePrint
{
    public required Guid Id { get; init; }
    public required Id<Certificate> Certificate { get; init; }

    /// <summary>Hash of the page that was printed.</summary>
    public required string PageSha256 { get; init; }

    /// <summary>Hash of the file.</summary>
    public required string Sha256 { get; init; }

    public required byte[] Content { get; init; }
    public required DateTime PrintedAt { get; init; }
}

internal sealed class CertificatePrintMapping : IEntityTypeConfiguration<CertificatePrint>
{
    public void Configure(EntityTypeBuilder<CertificatePrint> b)
    {
        b.ToTable("certificate_prints");
        b.Property(p => p.Id).ValueGeneratedNever();
        b.Property(p => p.PageSha256).HasMaxLength(64);
        b.Property(p => p.Sha256).HasMaxLength(64);
        b.HasIndex(p => new { p.Certificate, p.PageSha256 }).IsUnique();
        b.HasOne<Certificate>().WithMany().HasForeignKey(p => p.Certificate).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>Prints a page as a PDF with tags, where the browser for it is there.</summary>
public interface IPagePrinter
{
    bool IsThere { get; }

    /// <summary>The PDF; a problem where it could not be made now.</summary>
    Task<Result<byte[]>> PrintAsync(string page, CancellationToken ct);
}

/// <summary>
/// Chromium as a printer: as another user where the program is root, with its sandbox on, without a network, with the time
/// of a tool, one at a time. The page brings all that it shows and says itself that nothing in it may run.
/// </summary>
public sealed class ChromiumPrinter(ConfinedTools tools) : IPagePrinter, IDisposable
{
    private const string Page = "page.html", Printed = "page.pdf";
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];
    private readonly SemaphoreSlim _one = new(1);

    private string? Browser => Names.FirstOrDefault(tools.IsThere);

    public bool IsThere => Browser is not null;

    public async Task<Result<byte[]>> PrintAsync(string page, CancellationToken ct)
    {
        if (Browser is not { } browser)
            return new Problem.Unavailable();
        await _one.WaitAsync(ct);
        try
        {
            using var folder = await tools.OpenBrowserFolderAsync(Page, Encoding.UTF8.GetBytes(page), ct);
            var run = await tools.RunBrowserAsync(folder, browser,
            [
                "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-sync", "--no-pdf-header-footer",
                $"--user-data-dir={folder.PathOf("profile")}", $"--print-to-pdf={folder.PathOf(Printed)}", new Uri(folder.PathOf(Page)).AbsoluteUri,
            ], ct);
            return run.Worked && folder.Made(Printed, "") is [var file] && await File.ReadAllBytesAsync(file, ct) is [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] bytes
                ? bytes
                : new Problem.Unavailable();
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}

/// <summary>Hands out a certificate as a PDF: printed once, then the same bytes again.</summary>
public static class PrintCertificate
{
    /// <param name="Page">The page that is printed, whole.</param>
    public sealed record Command(string Number, string Page, Actor By);

    public sealed class Handler(PeerCertDb db, IPagePrinter printer, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<byte[]>> HandleAsync(Command command, CancellationToken ct)
        {
            var certificate = await db.Certificates.SingleOrDefaultAsync(c => c.Number == command.Number && c.AnnulledOn == null && db.People.Any(p => p.Id == c.Person && p.Account == command.By.Account), ct);
            if (certificate is null)
                return new Problem.NotFound("thing.certificate");
            var page = HashOf(Encoding.UTF8.GetBytes(command.Page));
            if (await PrintedAsync(certificate.Id, page, ct) is { } before)
                return before;
            if (!(await printer.PrintAsync(command.Page, ct)).Succeeded(out var content, out var problem))
                return problem;
            var print = new CertificatePrint { Id = OrderedId.At(clock.Now), Certificate = certificate.Id, PageSha256 = page, Sha256 = HashOf(content), Content = content, PrintedAt = clock.Now };
            db.Add(print);
            journal.Record(new CertificatePrinted(certificate.Number, print.Sha256), certificate, command.By);
            if (await db.TrySaveAsync(ct) is not { } lost)
                return content;
            // Of two who asked at once both get what the first one printed.
            return await PrintedAsync(certificate.Id, page, ct) is { } first ? first : lost;
        }

        private Task<byte[]?> PrintedAsync(Id<Certificate> certificate, string page, CancellationToken ct) =>
            db.CertificatePrints.AsNoTracking().Where(p => p.Certificate == certificate && p.PageSha256 == page).Select(p => p.Content).FirstOrDefaultAsync(ct);

        private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
