using System.Diagnostics.CodeAnalysis;

namespace PeerCert.Core.Shared;

/// <summary>What was asked for, or the reason why not. Expected failures are values; exceptions are bugs.</summary>
public readonly struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, Problem? problem)
    {
        _value = value;
        Problem = problem;
    }

    public Problem? Problem { get; }

    public bool Succeeded([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Problem? problem)
    {
        (value, problem) = (_value, Problem);
        return problem is null;
    }

    public TOut Match<TOut>(Func<T, TOut> done, Func<Problem, TOut> refused) => Problem is { } p ? refused(p) : done(_value!);

    public static implicit operator Result<T>(T value) => new(value, null);
    public static implicit operator Result<T>(Problem problem) => new(default, problem);
}

/// <summary>The result of something that has no answer but "done".</summary>
public readonly record struct Done;
