using PeerCert.Core.Shared;

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

    /// <summary>Shows something else from now on; what was shown before stands in a <see cref="RegistryPublication"/>.</summary>
    public void Show(string legalName, DateOnly activeFrom, DateOnly expires) => (LegalName, ActiveFrom, Expires) = (legalName, activeFrom, expires);

    public static RegistryEntry Of(string number, string legalName, DateOnly activeFrom, DateOnly expires) =>
        new() { Number = number, LegalName = legalName, ActiveFrom = activeFrom, Expires = expires };
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

    /// <summary>The journal event that caused the change.</summary>
    public required string Because { get; init; }
}
