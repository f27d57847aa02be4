using PeerCert.Standards.Evaluation.Rules;
using PeerCert.Standards.Model;
using PeerCert.Testing;
using static PeerCert.Tests.Standards.OneRule;

namespace PeerCert.Tests.Standards.Rules;

/// <summary>Sittings: whether one may be booked, whether it is paid, whether it was passed. Approved on 2025-01-10.</summary>
public class ExamRuleTests
{
    private static SittingWindow Window(Dated<int>? months = null, Dated<int>? attempts = null) =>
        new(new SittingWindow.AfterApproval("application-approved", months ?? Figure(12, "§8")), attempts ?? Figure(3), "no-show-consumes-attempt");

    private static Pack Passed(SittingWindow? window, string noShow = "false") =>
        With(new Passed("exam", window) { Id = "r", Source = Source }).Choosing("no-show-consumes-attempt", noShow);

    private static Pack Open(SittingWindow window, string noShow = "false") =>
        With(new SittingOpen("exam", window) { Id = "r", Source = Source }).Choosing("no-show-consumes-attempt", noShow);

    private static Fact Approved(string day) => new Fact.Event("application-approved", Day(day), null);

    /// <summary>Such as <c>F 2025-02-01, P 2025-03-01</c>.</summary>
    private static IEnumerable<Fact> Sat(string sittings) =>
        from sitting in sittings.Split(", ", StringSplitOptions.RemoveEmptyEntries)
        let outcome = sitting[0] switch { 'P' => AttemptOutcome.Pass, 'F' => AttemptOutcome.Fail, 'N' => AttemptOutcome.NoShow, _ => AttemptOutcome.Cancelled }
        select (Fact)new Fact.Attempt("exam", Day(sitting[2..]), outcome);

    [Theory]
    [InlineData("2025-07-01", "", "not-met open(3, 2026-01-10) supply until 2026-01-10 [Guide §1]", "met met(3, 2026-01-10) [Guide §9]")]
    [InlineData("2026-01-10", "", "not-met open(3, 2026-01-10) supply until 2026-01-10 [Guide §1]", "met met(3, 2026-01-10) [Guide §9]")]
    [InlineData("2026-01-11", "", "not-met closed(2026-01-10) never [Guide §8]", "not-met closed(2026-01-10) never [Guide §8]")]
    [InlineData("2025-07-01", "P 2025-07-02", "not-met open(3, 2026-01-10) supply until 2026-01-10 [Guide §1]", "met met(3, 2026-01-10) [Guide §9]")]
    [InlineData("2026-01-11", "P 2026-01-11", "not-met closed(2026-01-10) never [Guide §8]", "not-met closed(2026-01-10) never [Guide §8]")]
    [InlineData("2026-05-01", "P 2026-01-10", "met met(2026-01-10) [Guide §1]", "not-met passed(2026-01-10) never [Guide §1]")]
    [InlineData("2025-07-01", "P 2025-01-10", "met met(2025-01-10) [Guide §1]", "not-met passed(2025-01-10) never [Guide §1]")]
    [InlineData("2025-07-01", "P 2025-01-09", "not-met open(3, 2026-01-10) supply until 2026-01-10 [Guide §1]", "met met(3, 2026-01-10) [Guide §9]")]
    [InlineData("2025-07-01", "F 2025-02-01, F 2025-03-01", "not-met open(1, 2026-01-10) supply until 2026-01-10 [Guide §1]", "met met(1, 2026-01-10) [Guide §9]")]
    [InlineData("2025-07-01", "F 2025-02-01, F 2025-03-01, F 2025-04-01", "not-met used-up(3) never [Guide §9]", "not-met used-up(3) never [Guide §9]")]
    [InlineData("2025-07-01", "F 2025-02-01, F 2025-03-01, P 2025-04-01", "met met(2025-04-01) [Guide §1]", "not-met passed(2025-04-01) never [Guide §1]")]
    [InlineData("2025-07-01", "F 2025-02-01, F 2025-03-01, F 2025-04-01, P 2025-05-01", "not-met used-up(3) never [Guide §9]", "not-met used-up(3) never [Guide §9]")]
    [InlineData("2025-07-01", "P 2025-05-01, F 2025-04-01, F 2025-03-01, F 2025-02-01", "not-met used-up(3) never [Guide §9]", "not-met used-up(3) never [Guide §9]")]
    [InlineData("2025-07-01", "C 2025-02-01, C 2025-03-01, C 2025-04-01", "not-met open(3, 2026-01-10) supply until 2026-01-10 [Guide §1]", "met met(3, 2026-01-10) [Guide §9]")]
    [InlineData("2025-07-01", "N 2025-02-01, N 2025-03-01, N 2025-04-01", "not-met open(3, 2026-01-10) supply until 2026-01-10 [Guide §1]", "met met(3, 2026-01-10) [Guide §9]")]
    [InlineData("2025-07-01", "P 2025-05-01, P 2025-03-01", "met met(2025-03-01) [Guide §1]", "not-met passed(2025-03-01) never [Guide §1]")]
    [InlineData("2025-07-01", "P 2025-03-01, P 2025-05-01", "met met(2025-03-01) [Guide §1]", "not-met passed(2025-03-01) never [Guide §1]")]
    [InlineData("2025-07-01", "F 2024-02-01, F 2024-03-01, F 2025-01-09, P 2025-05-01", "met met(2025-05-01) [Guide §1]", "not-met passed(2025-05-01) never [Guide §1]")]
    [InlineData("2026-05-01", "F 2025-02-01, F 2025-03-01, F 2025-04-01", "not-met used-up(3) never [Guide §9]", "not-met used-up(3) never [Guide §9]")]
    [Provision("CAL-403.3", "CAL-202.1.H")]
    public void Three_sittings_within_a_year_from_approval(string asOf, string sat, string passed, string open)
    {
        Assert.Equal(passed, Passed(Window()).Says(asOf, Sat(sat).Append(Approved("2025-01-10"))));
        Assert.Equal(open, Open(Window()).Says(asOf, Sat(sat).Append(Approved("2025-01-10"))));
    }

    [Theory]
    [InlineData("false", "not-met open(3, 2026-01-10) supply until 2026-01-10 [Guide §1]", "met met(3, 2026-01-10) [Guide §9]")]
    [InlineData("true", "not-met used-up(3) never [Guide §9]", "not-met used-up(3) never [Guide §9]")]
    [Provision("CAL-403.6")]
    public void Whether_staying_away_uses_a_sitting_up_is_chosen(string chosen, string passed, string open)
    {
        var facts = Sat("N 2025-02-01, N 2025-03-01, N 2025-04-01").Append(Approved("2025-01-10")).ToList();

        Assert.Equal(passed, Passed(Window(), chosen).Says("2025-07-01", facts));
        Assert.Equal(open, Open(Window(), chosen).Says("2025-07-01", facts));
    }

    [Fact]
    public void On_one_day_a_pass_counts_before_a_fail() =>
        Assert.Equal("met met(2025-02-01) [Guide §1]", Passed(Window(attempts: Figure(1))).Says("2025-07-01", Sat("F 2025-02-01, P 2025-02-01").Append(Approved("2025-01-10"))));

    [Fact]
    public void The_newest_approval_opens_the_window()
    {
        Fact[] approvals = [Approved("2025-03-10"), Approved("2023-01-10")];

        Assert.Equal("not-met open(3, 2026-03-10) supply until 2026-03-10 [Guide §1]", Passed(Window()).Says("2025-07-01", [.. approvals, .. Sat("F 2023-02-01")]));
        Assert.Equal("met met(3, 2026-03-10) [Guide §9]", Open(Window()).Says("2025-07-01", approvals.Reverse()));
    }

    [Fact]
    public void Before_approval_nothing_can_be_said()
    {
        Assert.Equal("unknown not-open() [Guide §1]", Passed(Window()).Says("2025-07-01", Sat("P 2025-06-01").Append(Approved("2025-07-02"))));
        Assert.Equal("unknown not-open() [Guide §1]", Open(Window()).Says("2025-07-01", Sat("P 2025-06-01")));
    }

    [Fact]
    public void Without_figures_sittings_are_open()
    {
        Assert.Equal("unknown no-figure(2025-07-01) [Guide §1]", Passed(Window(months: Ended(12))).Says("2025-07-01"));
        Assert.Equal("unknown no-figure(2025-07-01) [Guide §1]", Passed(Window(attempts: Ended(3))).Says("2025-07-01"));
        Assert.Equal("unknown no-figure(2025-07-01) [Guide §1]", Open(Window(attempts: Ended(3))).Says("2025-07-01"));
    }

    [Fact]
    [Provision("DHCS21-Q.8")]
    public void Where_no_window_is_printed_any_pass_will_do()
    {
        Assert.Equal("met met(2025-06-01) [Guide §1]", Passed(null).Says("2025-07-01", Sat("F 2020-01-01, F 2021-01-01, F 2022-01-01, P 2025-06-01")));
        Assert.Equal("not-met missing() supply [Guide §1]", Passed(null).Says("2025-07-01", Sat("F 2025-06-01, P 2025-07-02")));
    }

    // --- in a tier: due 2025-01-10, expired from 2026-01-11 through 2029-01-10, asked for by 2028-12-27 ---

    private static readonly SittingWindow InTier = new(
        new SittingWindow.InTier("certificate-term", "expired", "exam-requested", Figure(14, "§7")), Figure(3), "no-show-consumes-attempt");

    private static readonly Fact Term = new Fact.Overlay("certificate-term", Day("2023-01-10"), Day("2025-01-10"));

    private static IEnumerable<Fact> Asked(params string[] days) => days.Select(d => (Fact)new Fact.Event("exam-requested", Day(d), null));

    [Theory]
    [InlineData("2026-01-10", "", "", "not-met too-early(2026-01-11) wait-until from 2026-01-11 [Guide §1]", "not-met too-early(2026-01-11) wait-until from 2026-01-11 [Guide §1]")]
    [InlineData("2026-01-11", "", "", "not-met open(3, 2029-01-10) supply until 2029-01-10 [Guide §1]", "met met(3, 2029-01-10) [Guide §9]")]
    [InlineData("2026-02-01", "P 2026-01-10", "", "not-met open(3, 2029-01-10) supply until 2029-01-10 [Guide §1]", "met met(3, 2029-01-10) [Guide §9]")]
    [InlineData("2026-02-01", "P 2026-01-11", "", "met met(2026-01-11) [Guide §1]", "not-met passed(2026-01-11) never [Guide §1]")]
    [InlineData("2028-12-27", "", "", "not-met open(3, 2029-01-10) supply until 2029-01-10 [Guide §1]", "met met(3, 2029-01-10) [Guide §9]")]
    [InlineData("2028-12-28", "", "", "not-met request-over(2028-12-27) never [Guide §7]", "not-met request-over(2028-12-27) never [Guide §7]")]
    [InlineData("2028-12-28", "", "2028-12-27", "not-met open(3, 2029-01-10) supply until 2029-01-10 [Guide §1]", "met met(3, 2029-01-10) [Guide §9]")]
    [InlineData("2028-12-28", "", "2028-12-28", "not-met request-over(2028-12-27) never [Guide §7]", "not-met request-over(2028-12-27) never [Guide §7]")]
    [InlineData("2028-12-28", "F 2028-05-01", "2028-04-01", "not-met request-over(2028-12-27) never [Guide §7]", "not-met request-over(2028-12-27) never [Guide §7]")]
    [InlineData("2028-12-28", "F 2028-05-01", "2028-04-01 2028-12-20", "not-met open(2, 2029-01-10) supply until 2029-01-10 [Guide §1]", "met met(2, 2029-01-10) [Guide §9]")]
    [InlineData("2028-12-28", "N 2028-05-01", "2028-04-01", "not-met request-over(2028-12-27) never [Guide §7]", "not-met request-over(2028-12-27) never [Guide §7]")]
    [InlineData("2028-12-28", "C 2028-05-01", "2028-04-01", "not-met open(3, 2029-01-10) supply until 2029-01-10 [Guide §1]", "met met(3, 2029-01-10) [Guide §9]")]
    [InlineData("2029-01-11", "P 2029-01-11", "2028-12-20", "not-met closed(2029-01-10) never [Guide §1]", "not-met closed(2029-01-10) never [Guide §1]")]
    [InlineData("2029-05-01", "P 2029-01-10", "2028-12-20", "met met(2029-01-10) [Guide §1]", "not-met passed(2029-01-10) never [Guide §1]")]
    [InlineData("2027-05-01", "F 2026-02-01, F 2026-03-01, F 2026-04-01, P 2027-01-01", "", "not-met used-up(3) never [Guide §9]", "not-met used-up(3) never [Guide §9]")]
    [InlineData("2027-05-01", "F 2025-02-01, F 2025-03-01, F 2026-04-01, P 2027-01-01", "", "met met(2027-01-01) [Guide §1]", "not-met passed(2027-01-01) never [Guide §1]")]
    [Provision("CAL-209.XA1", "CAL-209.XA2", "CAL-209.X2")]
    public void Three_sittings_while_the_certificate_is_expired(string asOf, string sat, string asked, string passed, string open)
    {
        List<Fact> facts = [Term, .. Sat(sat), .. Asked(asked.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

        Assert.Equal(passed, Passed(InTier).Says(asOf, facts));
        Assert.Equal(open, Open(InTier).Says(asOf, facts));
    }

    [Fact]
    public void Without_a_term_nobody_can_say_when() => Assert.Equal("unknown not-open() [Guide §1]", Passed(InTier).Says("2026-02-01", Sat("P 2026-01-20")));

    // --- paid ---

    private static readonly Pack Paid = With(new SittingPaid("exam", "fee-paid", "EXAM", "RETAKE") { Id = "r", Source = Source })
        .Pricing("EXAM", ("2020-01-01", 150_00), ("2025-06-01", null), ("2025-08-01", 0)).Pricing("RETAKE", ("2020-01-01", 120_00));

    /// <summary>Such as <c>EXAM 2025-02-01, RETAKE 2025-03-01</c>.</summary>
    private static IEnumerable<Fact> Payments(string payments) =>
        payments.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(p => (Fact)new Fact.Event("fee-paid", Day(p[^10..]), p[..^11]));

    [Theory]
    [InlineData("2025-05-31", "", "", "not-met due(15000 cents) supply EXAM 15000 [Guide §8]")]
    [InlineData("2025-05-31", "", "APP 2025-01-01, RETAKE 2025-01-01", "not-met due(15000 cents) supply EXAM 15000 [Guide §8]")]
    [InlineData("2025-05-31", "", "EXAM 2025-01-01", "met met() [Guide §1]")]
    [InlineData("2025-05-31", "F 2025-02-01", "EXAM 2025-01-01", "not-met again(12000 cents, 1) supply RETAKE 12000 [Guide §8]")]
    [InlineData("2025-05-31", "N 2025-02-01", "EXAM 2025-01-01", "not-met again(12000 cents, 1) supply RETAKE 12000 [Guide §8]")]
    [InlineData("2025-05-31", "C 2025-02-01", "EXAM 2025-01-01", "met met() [Guide §1]")]
    [InlineData("2025-05-31", "F 2025-02-01", "EXAM 2025-01-01, RETAKE 2025-02-10", "met met() [Guide §1]")]
    [InlineData("2025-05-31", "F 2025-02-01, F 2025-03-01", "EXAM 2025-01-01, RETAKE 2025-02-10", "not-met again(12000 cents, 2) supply RETAKE 12000 [Guide §8]")]
    [InlineData("2025-05-31", "F 2025-02-01, F 2025-03-01", "EXAM 2025-01-01, RETAKE 2025-02-10, RETAKE 2025-03-10", "met met() [Guide §1]")]
    [InlineData("2025-06-01", "", "", "unknown no-figure(2025-06-01) [Guide §1]")]
    [InlineData("2025-06-01", "F 2025-02-01", "EXAM 2025-01-01", "not-met again(12000 cents, 1) supply RETAKE 12000 [Guide §8]")]
    [InlineData("2025-08-01", "", "", "met free() [Guide §8]")]
    [Provision("CAL-601.2", "CAL-601.3", "CAL-403.3", "CAL-403.6")]
    public void The_first_sitting_costs_one_fee_and_each_after_it_another(string asOf, string sat, string paid, string says) =>
        Assert.Equal(says, Paid.Says(asOf, Sat(sat).Concat(Payments(paid))));

    /// <summary>The price is that of the day of payment, and so is the day that is named where none is known.</summary>
    [Fact]
    public void A_sitting_without_a_price_names_the_day_asked_about() => Assert.Equal(
        "unknown no-figure(2025-06-01) [Guide §1]",
        With(new SittingPaid("exam", "fee-paid", "EXAM", "RETAKE") { Id = "r", Source = Source }).Pricing("EXAM", ("2020-01-01", null))
            .Says("2025-06-01", new Fact.Filing("application", Day("2025-05-01"))));
}
