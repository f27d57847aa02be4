using System.Text.RegularExpressions;

namespace PeerCert.Core.Shared;

/// <summary>Names of code written as text keys: <c>ApplicationState.AskForItems</c> is <c>application-state.ask-for-items</c>.</summary>
public static partial class TextKeys
{
    public static string Of<T>(T value) where T : struct, Enum => $"{Kebab(typeof(T).Name)}.{Kebab(value.ToString())}";

    public static string Kebab(string pascal) => Humps().Replace(pascal, "-$1").ToLowerInvariant();

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Humps();
}
