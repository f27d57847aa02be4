using System.Text.Json;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Registry;

/// <summary>
/// One line of the public registry as it is now: the only columns the public ever sees (CAL-500). No status word stands
/// here; the standing is computed for the day asked about.
/// </summary>
public sealed class RegistryEntry
{
    private RegistryEntry() { }

    public string Number { get; private set; } = "";
    public string LegalName { get; private set; } = "";
    public DateOnly ActiveFrom { get; private set; }
    public DateOnly Expires { get; private set; }

    /// <summary>What else the standing of a day follows from (<see cref="LifeText"/>); null where that is one term alone. Never shown itself.</summary>
    public string? Life { get; private set; }

    /// <summary>The last day on which the line shows no name and is found by its number alone; null for one that shows it.</summary>
    public DateOnly? WithheldThrough { get; private set; }

    public CertificateLife ReadLife() => LifeText.Read(Life, ActiveFrom, Expires);

    public void WithholdName(DateOnly? through) => WithheldThrough = through;

    /// <summary>Shows something else from now on; what was shown before stands in a <see cref="RegistryPublication"/>.</summary>
    public void Show(string legalName, CertificateLife life) =>
        (LegalName, ActiveFrom, Expires, Life) = (legalName, life.ActiveFrom, life.LastDue, LifeText.Of(life));

    public static RegistryEntry Of(string number, string legalName, DateOnly activeFrom, DateOnly expires) =>
        new() { Number = number, LegalName = legalName, ActiveFrom = activeFrom, Expires = expires };

    public static RegistryEntry Of(string number, string legalName, CertificateLife life)
    {
        var entry = new RegistryEntry { Number = number };
        entry.Show(legalName, life);
        return entry;
    }
}

/// <summary>
/// The life of a certificate as a line of the registry keeps it, so that one read answers for any day. Most certificates have one term and
/// nothing over it: they keep no text.
/// </summary>
public static class LifeText
{
    public static string? Of(CertificateLife life) =>
        life is { Terms: [var only], PendingSince: null, Overlays.IsEmpty: true } && only.From == life.ActiveFrom ? null : JsonSerializer.Serialize(life, Json.Options);

    public static CertificateLife Read(string? text, DateOnly activeFrom, DateOnly expires) =>
        text is null ? CertificateLife.Of(activeFrom, expires) : JsonSerializer.Deserialize<CertificateLife>(text, Json.Options)!;
}

/// <summary>A folded form of the name under which an entry is found; the index that a search runs along.</summary>
public sealed class RegistryNameKey
{
    private RegistryNameKey() { }

    public string Key { get; private set; } = "";
    public string Number { get; private set; } = "";

    public static IEnumerable<RegistryNameKey> Of(string number, string legalName, string? given, string? family) =>
        NameKey.WaysToAsk(legalName, given, family).Select(key => new RegistryNameKey { Key = key, Number = number });
}

/// <summary>
/// What the registry displayed from an instant on: a row for each change, never changed, so that "what did it show
/// when the county looked" has an answer.
/// </summary>
public sealed class RegistryPublication
{
    public required Guid Id { get; init; }
    public required string Number { get; init; }
    public required DateTime ShownFrom { get; init; }
    public required string LegalName { get; init; }
    public required DateOnly ActiveFrom { get; init; }
    public required DateOnly Expires { get; init; }

    /// <summary>The action of a line that is not shown from this instant on.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>One of the registry's actions; <c>none</c> where there is none, <see cref="Withdrawn"/> where the line is not shown any more.</summary>
    public required string Action { get; init; }

    /// <summary>What the line showed on any day from then on; null as in <see cref="RegistryEntry.Life"/>.</summary>
    public string? Life { get; init; }

    /// <summary>The last day on which the line showed no name; null where it showed it.</summary>
    public DateOnly? WithheldThrough { get; init; }

    /// <summary>The journal event that caused the change.</summary>
    public required string Because { get; init; }

    public CertificateLife ReadLife() => LifeText.Read(Life, ActiveFrom, Expires);
}
