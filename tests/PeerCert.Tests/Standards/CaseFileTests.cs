using System.IO.Pipes;
using System.Text.Json;
using System.Text.Json.Nodes;
using PeerCert.Standards.Loading;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Standards;

public sealed class CaseFileTests : IDisposable
{
    private const string Start = "format: 1\ncases:\n  - name: A case\n    question: application\n    asOf: 2025-07-01\n    facts:\n";

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    private CasesResult Read(string text)
    {
        File.WriteAllText(_path, text);
        return CaseFile.Read(_path, "case.yaml", Packs.CalMhsa);
    }

    /// <summary>A case file holds the model and nothing else: what is read is what the model writes.</summary>
    [Fact]
    public void Facts_in_a_case_file_have_the_shape_that_the_model_writes()
    {
        Fact[] facts =
        [
            new Fact.PersonAttribute("birth-date", new(1990, 2, 3), null),
            new Fact.Event("fee-paid", new(2025, 6, 1), "APP") { Id = "payment" },
            new Fact.Span("core-training", new(2025, 1, 1), new(2025, 2, 1), 80.5m, "hours") { By = "Example Academy" },
            new Fact.Document("training-certificate", new(2025, 6, 1), DocumentCheck.NotAccepted),
            new Fact.Agreement("code-of-ethics", "2025", new(2025, 6, 1)),
            new Fact.Attempt("exam", new(2025, 6, 20), AttemptOutcome.NoShow),
            new Fact.Filing("application", new(2025, 6, 1)),
        ];
        var written = JsonSerializer.SerializeToNode(facts, StandardsJson.Options)!.AsArray();
        foreach (var fact in written.OfType<JsonObject>())
            foreach (var empty in fact.Where(p => p.Value is JsonArray { Count: 0 } || $"{p.Value}" == "").Select(p => p.Key).ToList())
                fact.Remove(empty);

        var read = Read(Start + string.Concat(written.Select(f => $"      - {f!.ToJsonString()}\n")));

        Assert.Empty(read.Errors);
        Assert.Equal(facts, Assert.IsType<Case.Decided>(read.Cases.Single()).Facts.All);
    }

    [Theory]
    [InlineData("{shape: filing, kind: application, on: 2025-07-01, at: noon}", "unknown-key", 7)]
    [InlineData("{shape: filing, kind: aplication, on: 2025-07-01}", "undeclared-kind", 7)]
    [InlineData("{shape: event, kind: application, on: 2025-07-01}", "wrong-shape", 7)]
    [InlineData("{shape: span, kind: core-training, to: 2025-07-01, quantity: 80, unit: days}", "wrong-unit", 7)]
    [InlineData("{shape: event, kind: fee-paid, on: 2025-07-01, detail: APPL}", "undeclared", 7)]
    [InlineData("{shape: event, kind: fee-paid, on: 2025-07-01}", "missing-key", 7)]
    [InlineData("{shape: attribute, kind: birth-date, value: old}", "unknown-key", 7)]
    [InlineData("{kind: application, on: 2025-07-01}", "missing-key", 7)]
    [InlineData("{shape: filing, kind: application, on: 2025-06-31}", "no-such-day", 7)]
    [InlineData("{shape: filing, kind: application, on: 2025-07-01}\n      - {shape: filing, kind: application, on: 2025-07-01}", "duplicate-fact", 8)]
    [InlineData("{shape: attempt, kind: exam, on: 2025-07-01, outcome: 85}", "not-one-of", 7)]   // a score is no outcome
    [InlineData("{shape: span, kind: core-training, to: 2025-07-01, quantity: 80.125, unit: hours}", "wrong-type", 7)]
    [InlineData("{shape: span, kind: core-training, to: 2025-07-01, quantity: 1e3, unit: hours}", "wrong-type", 7)]
    [InlineData("{shape: span, kind: peer-work, to: 2025-07-01, quantity: 80, unit: hours}", "missing-key", 7)]
    [InlineData("{shape: span, kind: continuing-education, to: 2025-07-01, quantity: 8, unit: hours, topics: [cooking]}", "not-one-of", 7)]
    [InlineData("{shape: span, kind: continuing-education, to: 2025-07-01, quantity: 8, unit: hours, topics: [law-and-ethics, law-and-ethics]}", "duplicate-name", 7)]
    [InlineData("{shape: document, kind: transcript, receivedOn: 2025-07-01, features: [stamp]}", "not-one-of", 7)]
    [InlineData("{shape: attestation, kind: willing-to-share, on: 2025-07-01, value: yes}", "wrong-type", 7)]
    [InlineData("{shape: filing, kind: application, on: 1899-12-31}", "no-such-day", 7)]
    [InlineData("{shape: filing, kind: application, on: 2200-01-01}", "no-such-day", 7)]
    [InlineData("{id: a, shape: filing, kind: application, on: 2025-07-01}\n      - {id: a, shape: filing, kind: application, on: 2025-07-02}", "duplicate-name", 8)]
    [InlineData("just words", "wrong-type", 7)]
    [InlineData("{shape: span, kind: core-training, to: 2025-07-01, quantity: 080, unit: hours}", "leading-zero", 7)]
    [InlineData("{shape: span, kind: core-training, to: 2025-07-01, quantity: .inf, unit: hours}", "wrong-type", 7)]
    [InlineData("{shape: span, kind: core-training, to: 2025-07-01, quantity: 80, unit: hours, by: no}", "needs-quotes", 7)]
    [InlineData("{shape: agreement, kind: code-of-ethics, version: 2025, on: 2025-07-01}", "needs-quotes", 7)]
    public void A_fact_that_the_pack_does_not_know_is_refused_with_its_line(string fact, string code, int line)
    {
        var read = Read($"{Start}      - {fact}\n");

        Assert.Empty(read.Cases);
        Assert.Contains(read.Errors, e => e.Code == code && e.Line == line && e.File == "case.yaml");
    }

    [Theory]
    [InlineData("format: 1", "format: 2", "not-one-of", 1)]
    [InlineData("question: application", "question: reneval", "undeclared", 4)]
    [InlineData("    asOf: 2025-07-01\n", "", "missing-key", 3)]
    [InlineData("    facts:\n", "    expect: {findings: {agee: {verdict: met}}}\n", "undeclared", 6)]
    [InlineData("    facts:\n", "    expect: {outcome: perhaps}\n", "not-one-of", 6)]
    [InlineData("    facts:\n", "    hope: {}\n", "unknown-key", 6)]
    public void A_case_that_asks_for_what_is_not_there_is_refused_with_its_line(string find, string with, string code, int line)
    {
        var read = Read(Start.Replace(find, with, StringComparison.Ordinal).Replace("    facts:\n", "", StringComparison.Ordinal));

        Assert.Contains(read.Errors, e => e.Code == code && e.Line == line);
    }

    [Theory]
    [InlineData("{shape: span, kind: core-training, to: 2025-07-01, quantity: 0, unit: hours}",
        "quantity is not above zero. Nothing cannot meet a requirement, and less than nothing does not exist. Write the amount as it was. [not-above-zero]")]
    [InlineData("{shape: span, kind: core-training, to: 2025-07-01, quantity: -5, unit: hours}",
        "quantity is not above zero. Nothing cannot meet a requirement, and less than nothing does not exist. Write the amount as it was. [not-above-zero]")]
    [InlineData("{shape: span, kind: core-training, to: 2025-07-01, quantity: 00.00, unit: hours}",
        "quantity is not above zero. Nothing cannot meet a requirement, and less than nothing does not exist. Write the amount as it was. [not-above-zero]")]
    [InlineData("{shape: span, kind: core-training, from: 2025-07-02, to: 2025-07-01, quantity: 5, unit: hours}",
        "It ends on 2025-07-01, before it starts on 2025-07-02. Such a stretch of time has no days. Correct one of the two days. [end-before-start]")]
    [InlineData("{shape: overlay, kind: out-of-state-certification, from: 2025-07-02, until: 2025-07-01}",
        "It ends on 2025-07-01, before it starts on 2025-07-02. Such a stretch of time has no days. Correct one of the two days. [end-before-start]")]
    [InlineData("{shape: attribute, kind: birth-date, day: 2025-07-02}",
        "birth-date on 2025-07-02 lies after the day asked about. It cannot have happened by then. Correct the day, or ask about a later one. [in-the-future]")]
    [InlineData("{shape: filing, kind: application, on: 2025-06-31}",
        "on is “2025-06-31”, which is no day of the calendar from 1900 to 2199. A day that does not exist cannot be counted from. Write a date such as 2025-05-15. [no-such-day]")]
    [InlineData("{shape: attribute, kind: birth-date, day: 2100-02-29}",
        "day is “2100-02-29”, which is no day of the calendar from 1900 to 2199. A day that does not exist cannot be counted from. Write a date such as 2025-05-15. [no-such-day]")]
    public void A_fact_that_cannot_be_is_refused_in_these_words(string fact, string told) =>
        Assert.Equal($"case.yaml:7: {told}", $"{Assert.Single(Read($"{Start}      - {fact}\n").Errors)}");

    [Fact]
    public void A_fact_given_twice_is_refused_in_these_words() => Assert.Equal(
        "case.yaml:8: The same fact of the kind application was already given. Said twice it would be counted twice. Remove one, or correct what differs. [duplicate-fact]",
        $"{Assert.Single(Read($"{Start}{string.Concat(Enumerable.Repeat("      - {shape: filing, kind: application, on: 2025-07-01}\n", 2))}").Errors)}");

    [Theory]
    [InlineData("{shape: span, kind: core-training, from: 2025-07-01, to: 2025-07-01, quantity: 0.01, unit: hours}")]
    [InlineData("{shape: overlay, kind: out-of-state-certification, from: 2025-07-01, until: 2025-07-01}")]
    [InlineData("{shape: attribute, kind: birth-date, day: 2025-07-01}")]
    public void One_day_and_the_least_amount_can_be(string fact) => Assert.Empty(Read($"{Start}      - {fact}\n").Errors);

    /// <summary>What stands in the way of finding a pack is told itself, not what follows from it.</summary>
    [Theory]
    [InlineData("    question: application\n", "The key asOf is missing. Nothing may be assumed in its place. Add asOf. [missing-key]", 3)]
    [InlineData("    question: application\n    asOf: 2025-02-29\n", "asOf is “2025-02-29”, which is no day of the calendar from 1900 to 2199. A day that does not exist cannot be counted from. Write a date such as 2025-05-15. [no-such-day]", 5)]
    [InlineData("    fee: {line: APP, on: 2025-07-01}\n    expect: {amount: USD 100.00}\n", "This case asks for a fee and for no decision. One value belongs to one pack, which a file by itself does not name. Put it into the folder cases of its pack and run standards check. [not-decided]", 3)]
    [InlineData("    code: {on: 2025-07-01}\n    expect: {version: none}\n", "This case asks for a code and for no decision. One value belongs to one pack, which a file by itself does not name. Put it into the folder cases of its pack and run standards check. [not-decided]", 3)]
    public void A_case_without_a_day_or_a_question_finds_no_pack(string asked, string told, int line)
    {
        File.WriteAllText(_path, $"format: 1\ncases:\n  - name: A case\n{asked}");

        Assert.Equal($"case.yaml:{line}: {told}", $"{Assert.Single(CaseFile.Read(_path, "case.yaml", Packs.Library, null).Errors)}");
    }

    [Fact]
    public void A_day_that_does_not_exist_has_no_echo() =>
        Assert.Equal("no-such-day", Assert.Single(Read($"{Start.Replace("2025-07-01", "2025-06-31", StringComparison.Ordinal)}      - {{shape: attribute, kind: birth-date, day: 1990-01-01}}\n").Errors).Code);

    [Fact]
    public void A_term_cannot_end_before_it_begins() => Assert.Equal(
        "case.yaml:4: It ends on 2025-05-19, before it starts on 2025-05-20. Such a stretch of time has no days. Correct one of the two days. [end-before-start]",
        $"{Assert.Single(Read("format: 1\ncases:\n  - name: A case\n    standing: {activeFrom: 2025-05-20, due: 2025-05-19, on: 2025-05-20}\n    expect: {tier: current}\n").Errors)}");

    /// <summary>As <c>decide &lt;(…)</c> gives it: a pipe has no length.</summary>
    [Theory]
    [InlineData(0, null)]
    [InlineData(600_000, "too-large")]
    [Trait("Category", "Gate")]
    public async Task A_case_comes_through_a_pipe(int padding, string? code)
    {
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.None);
        // Who writes closes both ends when it is done, which may be before anybody has read: this end is kept open.
        using var end = File.OpenHandle($"/proc/self/fd/{pipe.GetClientHandleAsString()}");
        var written = Task.Run(async () =>
        {
            try
            {
                await pipe.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{Start}      - {{shape: filing, kind: application, on: 2025-07-01}}\n{new string('#', padding)}"));
            }
            catch (IOException)
            {
                // nobody reads on
            }

            pipe.Dispose();
        });
        var read = CaseFile.Read($"/proc/self/fd/{end.DangerousGetHandle()}", "case.yaml", Packs.CalMhsa);
        end.Dispose();
        pipe.DisposeLocalCopyOfClientHandle();   // who writes on is told that nobody reads
        await written;

        Assert.Equal(code, read.Errors.SingleOrDefault()?.Code);
        Assert.Equal(code is null ? 1 : 0, read.Cases.Length);
    }

    [Fact]
    public void A_zero_byte_is_refused_with_its_line()
    {
        File.WriteAllText(_path, $"{Start}      - {{shape: filing, kind: application, on: 2025-07-01}}\n\0");

        Assert.Equal(("bad-character", 8), (Assert.Single(CaseFile.Read(_path, "case.yaml", Packs.CalMhsa).Errors).Code, CaseFile.Read(_path, "case.yaml", Packs.CalMhsa).Errors[0].Line));
    }

    /// <summary>A file beside the packs: each case is read by the pack that governs its newest filing by the day asked about.</summary>
    [Theory]
    [InlineData("2025-07-01", "2024-08-25", null, "dhcs")]
    [InlineData("2025-07-01", "2024-08-26", null, "calmhsa")]
    [InlineData("2024-08-25", "2024-08-26", null, "dhcs")]
    [InlineData("2024-08-25", "2024-08-26", "2024-08-26", "calmhsa")]
    public void The_newest_filing_picks_the_pack(string asOf, string filed, string? instead, string authority)
    {
        File.WriteAllText(_path, $"{Start.Replace("2025-07-01", asOf, StringComparison.Ordinal)}      - {{shape: filing, kind: application, on: 2021-08-01}}\n      - {{shape: filing, kind: application, on: {filed}}}\n");
        var read = CaseFile.Read(_path, "case.yaml", Packs.Library, instead is null ? null : DateOnly.Parse(instead, null));

        Assert.Empty(read.Errors);
        Assert.Equal(authority, Assert.Single(read.Cases).Pack.Stamp.Authority);
    }

    [Fact]
    public void A_case_of_a_day_without_text_is_refused()
    {
        File.WriteAllText(_path, Start.Replace("2025-07-01", "2021-07-21", StringComparison.Ordinal).Replace("    facts:\n", "", StringComparison.Ordinal));

        Assert.Equal(
            "case.yaml:3: No standard that we have says what holds on 2021-07-21. Without a text nothing can be decided, by nobody's guess. Ask about a day that a standard governs: see governing.yaml. [no-standard]",
            $"{Assert.Single(CaseFile.Read(_path, "case.yaml", Packs.Library, null).Errors)}");
    }

    private const string Clock = "format: 1\ncases:\n  - name: A case\n    clock: {name: submission-notice, start: 2025-01-15, filedOn: 2025-01-15}\n    expect: {due: 2025-02-14}\n";
    private const string Hours = "format: 1\ncases:\n  - name: A case\n    clock: {name: online-change, start: 2025-01-15T09:00, filedOn: 2025-01-15}\n    expect: {due: 2025-01-15T08:00}\n";

    [Theory]
    [InlineData(Clock, "    expect", "    asOf: 2025-01-15\n    expect", "unknown-key", 5)]
    [InlineData(Clock, "    expect", "    facts: []\n    expect", "unknown-key", 5)]
    [InlineData(Clock, "    expect", "    question: application\n    expect", "duplicate-name", 4)]
    [InlineData(Clock, "    expect", "    governs: {question: fee, on: 2025-01-15}\n    expect", "unknown-key", 5)]
    [InlineData(Clock, "submission-notice", "tea-time", "undeclared", 4)]
    [InlineData(Clock, "start: 2025-01-15", "start: 2025-01-15T09:00", "no-such-day", 4)]
    [InlineData(Clock, "    expect: {due: 2025-02-14}", "    expect: {}", "missing-key", 5)]
    [InlineData(Clock, "    expect: {due: 2025-02-14}\n", "", "missing-key", 3)]
    [InlineData(Clock, "    clock: {name: submission-notice, start: 2025-01-15, filedOn: 2025-01-15}\n", "", "missing-key", 3)]
    [InlineData(Hours, "start: 2025-01-15T09:00", "start: 2025-01-15", "wrong-type", 4)]
    [InlineData(Hours, "start: 2025-01-15T09:00", "start: 2025-03-09T02:30", "wrong-type", 4)]   // no clock showed that hour
    [InlineData(Clock, "clock: {name: submission-notice, start: 2025-01-15, filedOn: 2025-01-15}\n    expect: {due: 2025-02-14}", "fee: {line: TEA, on: 2025-01-15}\n    expect: {amount: none}", "undeclared", 4)]
    [InlineData(Clock, "clock: {name: submission-notice, start: 2025-01-15, filedOn: 2025-01-15}\n    expect: {due: 2025-02-14}", "setting: {name: tea, on: 2025-01-15}\n    expect: {value: none}", "undeclared", 4)]
    public void A_case_about_a_value_is_refused_with_its_line(string text, string find, string with, string code, int line)
    {
        Assert.Empty(Read(text).Errors);
        Assert.Contains(Read(text.Replace(find, with, StringComparison.Ordinal)).Errors, e => e.Code == code && e.Line == line && e.File == "case.yaml");
    }

    [Fact]
    public void Two_cases_of_one_name_are_refused() =>
        Assert.Contains(Read(Start.Replace("    facts:\n", "", StringComparison.Ordinal) + "  - name: A case\n    question: application\n    asOf: 2025-07-01\n").Errors, e => e is { Code: "duplicate-name", Line: 6 });

    /// <summary>The day of filing picks the standard (CF-34), so one file may hold cases of several.</summary>
    [Fact]
    [Provision("CAL-P.3")]
    public void Each_case_is_read_by_the_pack_that_governs_its_filing()
    {
        File.WriteAllText(_path, """
            format: 1
            cases:
              - name: Of the older standard
                question: application
                asOf: 2025-07-01
                facts: [{shape: filing, kind: application, on: 2024-08-25}, {shape: event, kind: application-begun, on: 2022-12-31}]
              - name: Of the newer
                question: application
                asOf: 2025-07-01
                facts: [{shape: filing, kind: application, on: 2024-08-26}]
              - name: A filing after the day asked about is not there yet
                question: application
                asOf: 2024-08-25
                facts: [{shape: filing, kind: application, on: 2024-08-26}]
            """);
        var read = CaseFile.Read(_path, "case.yaml", Packs.Library, asOf: null);

        Assert.Empty(read.Errors);
        Assert.Equal([Packs.Dhcs, Packs.CalMhsa, Packs.Dhcs], read.Cases.Select(c => c.Pack));
        Assert.Contains(CaseFile.Read(_path, "case.yaml", Packs.Library, asOf: new(2024, 8, 26)).Cases, c => c.Case.Place.Line == 11 && c.Pack == Packs.CalMhsa);
    }

    [Fact]
    public void A_case_of_a_day_without_a_standard_is_refused()
    {
        File.WriteAllText(_path, Start.Replace("2025-07-01", "2021-07-21", StringComparison.Ordinal).Replace("    facts:\n", "", StringComparison.Ordinal));
        Assert.Equal(
            "case.yaml:3: No standard that we have says what holds on 2021-07-21. Without a text nothing can be decided, by nobody's guess. Ask about a day that a standard governs: see governing.yaml. [no-standard]",
            $"{Assert.Single(CaseFile.Read(_path, "case.yaml", Packs.Library, asOf: null).Errors)}");
    }
}
