using PeerCert.Standards.Loading;

namespace PeerCert.Tests.Standards;

/// <summary>A small valid folder of standards, to be broken in one place. Removed when the test is over.</summary>
internal sealed class StandardsFolder : IDisposable
{
    public const string Pack = "example/one";

    private static readonly Dictionary<string, string> Valid = new()
    {
        ["governing.yaml"] = """
            format: 1
            documents: {Guide: A guide}
            governing:
              filing: [{from: 2020-01-01, pack: example/one, cite: Guide §1}]
              standing: [{from: 2020-01-01, pack: example/one, cite: Guide §1}]
              conduct: [{from: 2020-01-01, pack: example/one, cite: Guide §1}]
              fee: [{from: 2020-01-01, pack: example/one, cite: Guide §1}]
            """,
        ["example/one/pack.yaml"] = """
            format: 1
            authority: example
            version: one
            title: An example
            from: 2020-01-01
            documents: {Guide: A guide}
            """,
        ["example/one/facts.yaml"] = """
            kinds:
              birth-date: {shape: attribute}
              path: {shape: attribute, values: [long, short]}
              request: {shape: filing}
              course: {shape: span, unit: hours}
              paid: {shape: event, detail: fee-line}
            """,
        ["example/one/requirements/request.yaml"] = """
            questions:
              request:
                filing: request
                cite: Guide §2
                roots:
                  - id: age
                    rule: age-at-least
                    cite: Guide §2.1
                    attribute: birth-date
                    years: 18
                  - id: course
                    rule: span-at-least
                    cite: Guide §2.2
                    span: course
                    unit: hours
                    quantity: 80
                  - id: price
                    rule: fee-paid
                    cite: Guide §2.3
                    fee: APP
                    event: paid
            """,
        ["example/one/fees.yaml"] = """
            fees:
              APP:
                cite: Guide §3
                amount:
                  - {from: 2020-01-01, value: USD 10.00, cite: Guide §3}
                  - {from: 2021-01-01, value: USD 20.00, cite: Guide §3}
            """,
        ["example/one/clocks.yaml"] = """
            clocks:
              notice: {length: 30, unit: days, cite: Guide §4}
            """,
        ["example/one/lifecycle.yaml"] = """
            term: {years: 2, cite: Guide §5}
            tiersFrom: 2020-01-01
            tiers:
              - {name: current, yearsAfterDue: 0, cite: Guide §5}
              - {name: vacated, cite: Guide §5}
            """,
        ["example/one/ethics.yaml"] = """
            codeOfEthics:
              - {version: "1", from: 2020-01-01, cite: Guide §6}
              - {version: "2", from: 2021-01-01, cite: Guide §6}
            """,
        ["example/one/settings.yaml"] = """
            settings:
              strict: {value: false, cite: Guide §7}
            """,
        ["example/one/texts/en.yaml"] = """
            texts:
              question.request: A request
              age.title: Age
              age.met: You were {years}.
              age.too-young: Wait for {day}.
              age.missing: How old are you?
              age.no-figure: We do not know for {day}.
              course.title: Course
              course.met: You have {have} of {required}.
              course.short: {count: required, one: "You need {required} hour.", other: "You need {required} hours."}
              course.missing: You need {required}.
              course.no-figure: We do not know for {day}.
              price.title: Fee
              price.met: Paid on {day}.
              price.due: Pay {amount}.
              price.free: Free.
              price.no-figure: We do not know for {day}.
              clock.notice: By {due}.
              fee.APP: A fee
              tier.current: Current
              tier.vacated: Vacated
              kind.birth-date: Date of birth
              kind.path: Way
              kind.path.long: The long way
              kind.path.short: The short way
              kind.request: Request
              kind.course: Course
              kind.paid: Payment
            """,
    };

    public StandardsFolder()
    {
        foreach (var (file, text) in Valid)
            Write(file, text);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("peercert-standards-").FullName;

    public static IEnumerable<string> Files => Valid.Keys.Order(StringComparer.Ordinal);

    public static byte[] Bytes(string file) => System.Text.Encoding.UTF8.GetBytes(Valid[file]);

    public LoadResult Load() => StandardsLoader.Load(Path);

    public StandardsFolder Replace(string file, string find, string with)
    {
        var text = Valid[file];
        Assert.Equal(2, text.Split(find).Length);   // found, and in one place only
        return Write(file, text.Replace(find, with, StringComparison.Ordinal));
    }

    public StandardsFolder Write(string file, string text) => Write(file, System.Text.Encoding.UTF8.GetBytes(text));

    public StandardsFolder Write(string file, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return this;
    }

    public StandardsFolder Delete(string file)
    {
        File.Delete(System.IO.Path.Combine(Path, file));
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
