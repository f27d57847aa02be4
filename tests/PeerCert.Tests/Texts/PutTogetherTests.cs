using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PeerCert.Core;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Data;
using PeerCert.Standards.Model;
using PeerCert.Testing;
using PeerCert.Web.Pages.Staff;
using PeerCert.Web.Texts;

namespace PeerCert.Tests.Texts;

/// <summary>Keys that the program puts together at run time have their words too, whatever they are put together from.</summary>
public sealed partial class PutTogetherTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src");

    private static readonly string Folder = Path.Combine(Source, "PeerCert.Web", "Texts");

    private static readonly Lazy<HashSet<string>> Known = new(() => [.. TextFile.Read(Path.Combine(Folder, "en.yaml"), "en").Keys]);

    [Fact]
    [Trait("Category", "Gate")]
    public void Whatever_was_already_done_has_its_words()
    {
        var records = RecordsOf(Model()).ToList();
        Assert.Superset(new HashSet<string> { "application", "counter", "exam-attempt", "one-time-token", "registry-entry" }, records.ToHashSet());
        var named = Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(f => NamedIn(File.ReadAllText(f))).ToList();
        Assert.Contains("role-grant", named);

        Assert.Empty(Wordless(records.Concat(named)));
    }

    [Fact]
    public void A_record_without_words_would_be_found()
    {
        Assert.Equal(["no-such-thing"], NamedIn("return new Problem.AlreadyDone(\"no-such-thing\");"));
        Assert.Equal(["no-such-thing"], Wordless(["no-such-thing", "role-grant"]));
        Assert.Equal(["thing.no-such-thing"], new Problem.AlreadyDone("no-such-thing").Message.Arguments.OfType<Argument.Term>().Select(t => t.Key));
    }

    [Fact]
    public void Every_result_that_can_be_keyed_in_has_its_notice()
    {
        var words = new Wording(Catalogue.Load(Folder, []), ClockOfTests, Options.Create(new TextOptions { Strict = true }), NullLogger<Wording>.Instance);
        Assert.Empty(new ResultsModel(null!).Outcomes(words).Select(c => $"notice.exam.{TextKeys.Kebab(c.Value)}").Except(Known.Value));
    }

    private static IEnumerable<string> Wordless(IEnumerable<string> records) => records.Distinct().Where(r => !Known.Value.Contains($"thing.{r}"));

    private static IEnumerable<string> NamedIn(string source) => AlreadyDone().Matches(source).Select(m => m.Groups[1].Value);

    /// <summary>Each table of the program's own has a key that can be taken. Identity's tables besides accounts are never written.</summary>
    private static IEnumerable<string> RecordsOf(IModel model) =>
        model.GetEntityTypes().Select(t => t.ClrType).Where(t => t.Assembly == typeof(PeerCertDb).Assembly).Select(JournalWriter.RootKindOf);

    private static IModel Model()
    {
        using var services = new ServiceCollection().AddSingleton(ClockOfTests)
            .AddPeerCertData(new DataOptions { Folder = Path.GetTempPath() }).BuildServiceProvider();
        using var scope = services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<PeerCertDb>().Model;
    }

    private static ProgramClock ClockOfTests => new(new FixedTime(), FixedTime.Pacific);

    [GeneratedRegex("""AlreadyDone\("([a-z-]+)"[,)]""")]
    private static partial Regex AlreadyDone();
}
