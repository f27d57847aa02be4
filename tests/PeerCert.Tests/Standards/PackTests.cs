using System.Collections.Frozen;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Standards;

public class PackTests
{
    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");

    [Theory]
    [InlineData("APP", 100_00)]
    [InlineData("EXAM", 150_00)]
    [InlineData("RETAKE", 150_00)]
    [InlineData("RENEW", 80_00)]
    [InlineData("REINSTATE", 80_00)]
    [InlineData("LATE", 50_00)]
    [InlineData("SUPTRAIN", 0)]
    [InlineData("TP-CORE", 300_00)]
    [InlineData("TP-SPEC", 300_00)]
    [InlineData("TP-CE", 300_00)]
    [InlineData("TP-REFRESH", 300_00)]
    [InlineData("TP-RENEW", 300_00)]
    [InlineData("TP-MOD", 300_00)]
    [Provision("CAL-601.1", "CAL-601.2", "CAL-601.3", "CAL-601.4", "CAL-601.5", "CAL-601.6", "CAL-601.7", "CAL-601.8", "CAL-601.9", "CAL-601.10", "CAL-601.11", "CAL-601.12", "CAL-601.13")]
    public void The_printed_fees_are_in_the_pack(string code, long cents) =>
        Assert.Equal(cents, Packs.CalMhsa.Fees[code].Cents.On(Day("2025-05-15"))?.Value);

    [Fact]
    [Provision("CAL-401.1")]
    public void The_exam_is_given_at_a_test_center_or_online_with_a_proctor() =>
        Assert.Equal(["test-center", "online-proctored"], Packs.CalMhsa.ExamModes.Select(m => m.Name));

    [Fact]
    [Provision("CAL-401.2")]
    public void The_exam_knows_exactly_ten_languages() =>
        Assert.Equal(["en", "ar", "zh", "fa", "hi", "ja", "ko", "ru", "es", "vi"], Packs.CalMhsa.ExamLanguages.Select(l => l.Name));

    [Fact]
    [Provision("CAL-401.2.A")]
    public void English_comes_first_and_every_other_language_on_a_day_of_its_own()
    {
        Assert.Equal(["en"], Packs.CalMhsa.ExamLanguagesOn(Day("2025-07-01")).Select(l => l.Name));

        var spanish = Packs.CalMhsa.Settings["exam-language-released.es"];
        var chosen = Packs.CalMhsa with
        {
            Settings = Packs.CalMhsa.Settings.ToDictionary().Append(new(spanish.Name, spanish with { Entries = [.. spanish.Entries, new(Day("2025-09-01"), "true", spanish.Entries[0].Source, null)] }))
                .GroupBy(s => s.Key).ToFrozenDictionary(g => g.Key, g => g.Last().Value),
        };
        Assert.Equal(["en"], chosen.ExamLanguagesOn(Day("2025-08-31")).Select(l => l.Name));
        Assert.Equal(["en", "es"], chosen.ExamLanguagesOn(Day("2025-09-01")).Select(l => l.Name));
    }

    [Fact]
    public void No_other_fee_is_in_the_pack() => Assert.Equal(13, Packs.CalMhsa.Fees.Count);

    [Theory]
    [InlineData("LATE")]
    [InlineData("TP-MOD")]
    [Provision("CAL-REV.1", "CAL-601.6", "CAL-601.13")]
    public void A_fee_that_the_revision_brought_is_unknown_the_day_before(string code)
    {
        Assert.Null(Packs.CalMhsa.Fees[code].Cents.On(Day("2025-05-14")));
        Assert.NotNull(Packs.CalMhsa.Fees[code].Cents.On(Day("2025-05-15")));
    }

    [Theory]
    [InlineData("submission-notice", "2025-01-15", "2025-02-14")]
    [InlineData("decision-notice", "2025-01-15", "2025-02-14")]
    [InlineData("incomplete-hold", "2025-01-15", "2025-04-15")]
    [InlineData("exam-window", "2025-06-10", "2026-06-10")]
    [InlineData("exam-window", "2028-02-29", "2029-02-28")]
    [InlineData("certificate-issue", "2026-06-10", "2026-06-24")]
    [InlineData("fail-letter", "2026-06-10", "2026-06-24")]
    [InlineData("renewal-window", "2025-05-20", "2025-02-19")]
    [InlineData("renewal-window", "2026-02-28", "2025-11-30")]
    [Provision("CAL-801.7", "CAL-801.8", "CAL-801.8.B", "CAL-403.3", "CAL-801.11", "CAL-801.12", "CAL-207.5")]
    public void A_clock_runs_to_its_day_and_says_how(string clock, string start, string due)
    {
        var run = Packs.CalMhsa.Clocks[clock].Run(Day(start), Day(start))!;

        Assert.Equal(Day(due), run.Due);
        Assert.Equal($"clock.{clock}", run.HowComputed.Key);
        Assert.Contains(new Argument.Day("due", Day(due)), run.HowComputed.Arguments);
        Assert.Contains(new Argument.Day("start", Day(start)), run.HowComputed.Arguments);
        Assert.Equal("CalMHSA 2025", run.Source.Document);
    }

    [Fact]
    public void A_clock_of_a_day_without_text_does_not_run() =>
        Assert.Null(Packs.CalMhsa.Clocks["incomplete-hold"].Run(Day("2025-01-15"), Day("2024-08-25")));

    [Theory]
    [InlineData(GoverningQuestion.Filing, "2024-08-25", "dhcs")]
    [InlineData(GoverningQuestion.Filing, "2024-08-26", "calmhsa")]
    [InlineData(GoverningQuestion.Standing, "2025-05-06", "dhcs")]
    [InlineData(GoverningQuestion.Standing, "2025-05-07", "calmhsa")]
    [InlineData(GoverningQuestion.Conduct, "2024-08-25", "dhcs")]
    [InlineData(GoverningQuestion.Conduct, "2024-08-26", "calmhsa")]
    [InlineData(GoverningQuestion.Fee, "2024-08-26", "calmhsa")]
    [Provision("CAL-REV.3", "DHCS21-H.1")]
    public void The_question_and_the_day_pick_the_pack(GoverningQuestion question, string day, string authority) =>
        Assert.Equal(authority, Packs.Library.On(question, Day(day))?.Stamp.Authority);

    [Theory]
    [InlineData(GoverningQuestion.Filing, "2021-07-21")]
    [InlineData(GoverningQuestion.Fee, "2024-08-25")]
    public void Before_the_first_text_no_pack_answers(GoverningQuestion question, string day) =>
        Assert.Null(Packs.Library.On(question, Day(day)));

    [Theory]
    [InlineData("2021-07-22", "2021")]
    [InlineData("2025-05-06", "2021")]
    [InlineData("2025-05-07", "2025")]
    [Provision("CAL-REV.2", "DHCS21-E1.1.A")]
    public void The_code_to_sign_follows_the_day(string day, string version) => Assert.Equal(version, Packs.CalMhsa.CodeOn(Day(day))?.Version);

    [Fact]
    public void The_summary_of_the_code_says_that_it_is_one()
    {
        Assert.Contains("not the official text", Packs.CalMhsa.CodeText("2025", "en"), StringComparison.Ordinal);
        Assert.Null(Packs.CalMhsa.CodeText("2025", "tlh"));
    }

    [Fact]
    [Provision("CAL-213.6")]
    public void The_number_format_is_a_setting()
    {
        Assert.Equal("MPSS", Packs.CalMhsa.Settings["certificate-number.prefix"].On(Day("2025-07-01")));
        Assert.Equal("6", Packs.CalMhsa.Settings["certificate-number.digits"].On(Day("2025-07-01")));
    }

    [Fact]
    public void Figures_are_found_by_rule_and_field()
    {
        Assert.Equal(80, Packs.CalMhsa.Figures["training-course.quantity"].On(Day("2025-07-01"))?.Value);
        Assert.Equal(12, Packs.CalMhsa.Figures["exam-passed.months"].On(Day("2025-07-01"))?.Value);
    }

    [Fact]
    public void Every_text_that_can_be_said_is_there_and_no_other()
    {
        foreach (var pack in Packs.Library.Packs)
            Assert.Equal(TextSlots.Of(pack).Select(s => s.Key).Distinct().Order(), pack.Texts["en"].Keys.Order());
    }

    [Fact]
    public void A_decision_survives_being_written_and_read()
    {
        var decision = PeerCert.Standards.Evaluation.Evaluator.Decide(Packs.CalMhsa, "application", Facts.Of(), Day("2025-07-01"));
        var json = System.Text.Json.JsonSerializer.Serialize(decision, StandardsJson.Options);
        var read = System.Text.Json.JsonSerializer.Deserialize<Decision>(json, StandardsJson.Options)!;

        Assert.Equal(json, System.Text.Json.JsonSerializer.Serialize(read, StandardsJson.Options));
        Assert.Equal(decision.Outcome, read.Outcome);
        Assert.Contains("\"remedy\":\"supply\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_person_can_give_is_declared_and_never_what_the_program_records()
    {
        foreach (var pack in Packs.Library.Packs)
            foreach (var kind in pack.Questions.Values.SelectMany(q => q.Rules()).SelectMany(r => r.FromApplicant))
                Assert.DoesNotContain(pack.Kinds[kind].Shape, (string[])["filing", "event", "attempt"]);
    }
}
