using System.Text;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Journal;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.Ethics;

[JournalEvent("code-text-loaded")]
public sealed record CodeTextLoaded(string Sha256, string CodeVersion, string Language) : IJournalEvent;

/// <summary>
/// Takes in the official text of a version of the code, which people are shown and sign from then on instead of our
/// summary. What was signed before stays as it was: a signature names the hash of its text.
/// </summary>
public static class LoadCodeText
{
    /// <summary>Far above any code of ethics; a larger file is another file.</summary>
    public const int MostBytes = 512 * 1024;

    public sealed record Command(Stream Content, string CodeVersion, string Language, string? Reason, Session By);

    /// <param name="Sha256">Hash of the text, as signatures will name it.</param>
    /// <param name="WasThere">The very same text was loaded before; nothing was changed.</param>
    public sealed record Loaded(string Sha256, bool WasThere);

    public sealed class Handler(PeerCertDb db, StandardsLibrary library, JournalWriter journal, ProgramClock clock)
    {
        public async Task<Result<Loaded>> HandleAsync(Command command, CancellationToken ct)
        {
            if (!Reason.Read(command.Reason, "Reason").Succeeded(out var reason, out var problem))
                return problem;
            if (!library.Packs.SelectMany(p => p.CodeVersions).Any(v => v.Version == command.CodeVersion))
                return Problem.Invalid.At("CodeVersion", Text.Of("code-text.no-such-version", ("version", command.CodeVersion)));
            if (!Read(await FirstBytesAsync(command.Content, ct)).Succeeded(out var markdown, out problem))
                return problem;

            var text = CodeText.Load(command.CodeVersion, command.Language, markdown, isOfficial: true, clock.Now);
            var known = await db.CodeTexts.AsNoTracking().Where(t => t.CodeVersion == command.CodeVersion && t.Language == command.Language && t.IsOfficial)
                .OrderByDescending(t => t.LoadedAt).Select(t => t.Sha256).FirstOrDefaultAsync(ct);
            if (known == text.Sha256)
                return new Loaded(text.Sha256, WasThere: true);
            if (await db.CodeTexts.AnyAsync(t => t.Sha256 == text.Sha256, ct))
                return new Problem.Refused("code-text-elsewhere", Text.Of("code-text.elsewhere"));
            db.Add(text);
            journal.Record(new CodeTextLoaded(text.Sha256, text.CodeVersion, text.Language), text, command.By.Actor, reason);
            return await db.TrySaveAsync(ct) is { } lost ? lost : new Loaded(text.Sha256, WasThere: false);
        }
    }

    /// <summary>The text in a file's bytes. A text with anything but clean UTF-8 would be shown, and signed, with wrong letters.</summary>
    public static Result<string> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes)
            return Problem.Invalid.At("Content", Text.Of("code-text.too-large", ("max", MostBytes / 1024)));
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            return text.Contains('\0') ? NotText() : string.IsNullOrWhiteSpace(text) ? Problem.Invalid.At("Content", Text.Of("code-text.empty")) : text;
        }
        catch (DecoderFallbackException)
        {
            return NotText();
        }

        static Problem.Invalid NotText() => Problem.Invalid.At("Content", Text.Of("code-text.not-utf8"));
    }

    /// <summary>One byte more than is taken tells that there were too many.</summary>
    private static async Task<byte[]> FirstBytesAsync(Stream content, CancellationToken ct)
    {
        var bytes = new byte[MostBytes + 1];
        return bytes[..await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct)];
    }
}
