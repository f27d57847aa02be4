using System.Collections.Immutable;
using PeerCert.Standards.Model;

namespace PeerCert.Standards.Loading;

/// <summary>
/// What is wrong in one place of a standards folder. <see cref="Code"/> is stable; the sentences are for whoever writes
/// packs, as a compiler's are for whoever writes code.
/// </summary>
public sealed record LoadError(string Code, string File, int Line, string What, string Why, string Mend)
{
    public override string ToString() => $"{File}:{Line}: {What} {Why} {Mend} [{Code}]";
}

/// <summary>A library, or every reason why there is none. Never both, never neither.</summary>
public sealed record LoadResult
{
    private LoadResult(StandardsLibrary? library, ImmutableArray<LoadError> errors) => (Library, Errors) = (library, errors);

    public StandardsLibrary? Library { get; }

    public ImmutableArray<LoadError> Errors { get; }

    internal static LoadResult Loaded(StandardsLibrary library) => new(library, []);

    internal static LoadResult Refused(ImmutableArray<LoadError> errors) => new(null, errors);
}
