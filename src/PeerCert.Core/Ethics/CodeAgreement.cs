using System.Security.Cryptography;
using System.Text;
using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Ethics;

/// <summary>
/// A text of the code as it was shown, by the hash of its bytes. A signature names the hash, so nobody can say later
/// that another text was signed. <see cref="IsOfficial"/> tells an operator's official text from our own summary.
/// </summary>
public sealed class CodeText : IRoot
{
    private CodeText() { }

    public string Sha256 { get; private set; } = "";
    public string CodeVersion { get; private set; } = "";
    public string Language { get; private set; } = "";
    public string Markdown { get; private set; } = "";
    public bool IsOfficial { get; private set; }
    public DateTime LoadedAt { get; private set; }

    Guid IRoot.RootId => new(Convert.FromHexString(Sha256).AsSpan(0, 16));

    // Written once and never changed.
    int IRoot.Version => 0;

    void IRoot.Touch() { }

    public static CodeText Load(string codeVersion, string language, string markdown, bool isOfficial, DateTime at) => new()
    {
        Sha256 = HashOf(markdown),
        CodeVersion = codeVersion,
        Language = language,
        Markdown = markdown,
        IsOfficial = isOfficial,
        LoadedAt = at,
    };

    public static string HashOf(string markdown) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(markdown)));
}

/// <summary>A person's agreement to the code: typed name, version, hash of the text shown, day (CAL-208.2).</summary>
public sealed class CodeAgreement
{
    private CodeAgreement() { }

    public Id<CodeAgreement> Id { get; private set; }
    public Id<Person> Person { get; private set; }
    public Guid File { get; private set; }
    public string CodeVersion { get; private set; } = "";
    public string TextSha256 { get; private set; } = "";
    public string SignedName { get; private set; } = "";
    public DateOnly SignedOn { get; private set; }
    public DateTime RecordedAt { get; private set; }

    public static CodeAgreement Sign(Id<Person> person, Guid file, CodeText text, string signedName, DateOnly on, DateTime at) => new()
    {
        Id = Id<CodeAgreement>.New(),
        Person = person,
        File = file,
        CodeVersion = text.CodeVersion,
        TextSha256 = text.Sha256,
        SignedName = signedName,
        SignedOn = on,
        RecordedAt = at,
    };
}
