using System.Text.RegularExpressions;

namespace PeerCert.Tests.Architecture;

/// <summary>Folders and types have names of the field, none that says nothing; and nothing is left to be done in a comment.</summary>
public sealed partial class NamesTests
{
    [Fact]
    public void No_folder_and_no_type_has_a_name_that_says_nothing() => SourceTree.None(SourceTree.Files.SelectMany(EmptyNames));

    [Fact]
    public void Nothing_is_put_off_in_a_comment() => SourceTree.None(SourceTree.Files.SelectMany(PutOff));

    [Theory]
    [InlineData("PeerCert.Core/Common/X.cs", "")]
    [InlineData("PeerCert.Web/Helpers/X.cs", "")]
    [InlineData("PeerCert.Core/Shared/X.cs", "public static class DateUtil")]
    [InlineData("PeerCert.Core/Shared/X.cs", "internal sealed class ApplicationService(PeerCertDb db)")]
    [InlineData("PeerCert.Core/Shared/X.cs", "public abstract record RootBase(int A)")]
    [InlineData("PeerCert.Core/Shared/X.cs", "public interface IFeeManager")]
    [InlineData("PeerCert.Core/Shared/X.cs", "enum CommonThings { A }")]
    [InlineData("PeerCert.Core/Shared/X.cs", "readonly struct StringHelpers")]
    public void An_empty_name_would_be_found(string path, string source) => Assert.Single(EmptyNames(new(path, source)));

    [Theory]
    [InlineData("PeerCert.Core/Shared/Database.cs", "public sealed class Database : DbContextBase")]
    [InlineData("PeerCert.Core/Shared/X.cs", "public sealed class X(UserManager<Account> users, IServiceProvider services)")]
    [InlineData("PeerCert.Core/Shared/X.cs", "// a class Helper")]
    [InlineData("PeerCert.Web/Components/X.cs", "public sealed class FindingsTagHelper(Wording words) : TagHelper")]
    public void A_good_name_is_left_alone(string path, string source) => Assert.Empty(EmptyNames(new(path, source)));

    [Theory]
    [InlineData("// TO" + "DO: later")]
    [InlineData("/* FIX" + "ME */")]
    [InlineData("@* HA" + "CK *@")]
    [InlineData("throw new NotImplemented" + "Exception();")]
    public void What_is_put_off_would_be_found(string source) => Assert.Single(PutOff(new("PeerCert.Core/Shared/X.cs", source)));

    private static IEnumerable<string> EmptyNames(SourceFile file) =>
        file.Path.Split('/')[..^1].Where(folder => EmptyFolder().IsMatch(folder)).Select(folder => $"{file.Path}: folder {folder}")
            // The framework finds its tag helpers by this ending.
            .Concat(TypeNames().Matches(file.Code).Select(m => m.Groups[1].Value).Where(n => EmptyType().IsMatch(n) && !n.EndsWith("TagHelper", StringComparison.Ordinal))
                .Select(n => $"{file.Path}: type {n}"));

    private static IEnumerable<string> PutOff(SourceFile file) => Later().Matches(file.Content).Select(m => $"{file.Path}: {m.Value}");

    [GeneratedRegex(@"^(?:Helper|Manager|Service|Util|Utilitie|Utility|Common|Base)s?$", RegexOptions.IgnoreCase)]
    private static partial Regex EmptyFolder();

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+([A-Z]\w*)")]
    private static partial Regex TypeNames();

    // As a word of its own inside the name: Database and Basement are names.
    [GeneratedRegex(@"(?:Helper|Manager|Service|Util|Utilitie|Utility|Common|Base)s?(?=[A-Z_0-9]|$)")]
    private static partial Regex EmptyType();

    [GeneratedRegex("\\b(?:TO" + "DO|FIX" + "ME|HA" + "CK|XXX|NotImplemented" + "Exception)\\b")]
    private static partial Regex Later();
}
