using System.Text;
using PeerCert.Core.Exams;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using PeerCert.Testing;

namespace PeerCert.Tests.Exams;

/// <summary>What is taken from a file of results, and what never is.</summary>
public sealed class ResultsFileTests
{
    private const string Heading = "candidate_id,sat_on,outcome\n";

    [Fact]
    [Provision("CF-60")]
    public void Columns_are_found_by_their_names_in_any_order_and_the_others_are_not_looked_at()
    {
        var rows = Rows("score,Outcome,first name, SAT_ON ,candidate_id\n71.25,Pass,Robin,2026-02-28,c000000001\n,no-show,\"Exam, \"\"ple\",2026-03-01, C000000002 \n");

        Assert.Equal(
            [new(2, "C000000001", new(2026, 2, 28), AttemptOutcome.Pass, null), new(3, "C000000002", new(2026, 3, 1), AttemptOutcome.NoShow, null)],
            rows);
    }

    [Theory]
    [Provision("CF-60")]
    [InlineData("71,2026-02-28,pass", "candidate-unreadable")]
    [InlineData("C00000000A,2026-02-28,pass", "candidate-unreadable")]
    [InlineData("=C000000001,2026-02-28,pass", "candidate-unreadable")]
    [InlineData(",2026-02-28,pass", "candidate-unreadable")]
    [InlineData("P71,2026-02-28,pass", "candidate-unreadable")]
    [InlineData("C00000071,2026-02-28,pass", "candidate-unreadable")]
    [InlineData("C0000000071,2026-02-28,pass", "candidate-unreadable")]
    [InlineData("P000000071,2026-02-28,pass", "candidate-unreadable")]
    [InlineData("C00000000000000000001,2026-02-28,pass", "candidate-unreadable")]
    [InlineData("C000000001,02/28/2026,pass", "day-unreadable")]
    [InlineData("C000000001,2026-02-29,pass", "day-unreadable")]
    [InlineData("C000000001,2026-2-28,pass", "day-unreadable")]
    [InlineData("C000000001,,pass", "day-unreadable")]
    [InlineData("C000000001,2026-02-28,71.25", "outcome-unreadable")]
    [InlineData("C000000001,2026-02-28,passed", "outcome-unreadable")]
    [InlineData("C000000001,2026-02-28,", "outcome-unreadable")]
    [InlineData("C000000001,2026-02-28", "line-cut")]
    [InlineData("C0000", "line-cut")]
    [InlineData("C000000001,2026-02-28,\"pass", "line-cut")]
    [InlineData("C000000001,2026-02-28,pa\"ss", "line-cut")]
    public void What_cannot_be_read_is_told_and_not_kept_and_the_lines_around_it_are_read(string line, string fault)
    {
        var rows = Rows(Heading + "C000000007,2026-02-27,fail\n" + line + "\nC000000008,2026-02-27,fail");

        Assert.Equal(3, rows.Count);
        Assert.Equal((3, $"exam.import.{fault}"), (rows[1].Line, rows[1].Fault?.Key));
        Assert.Equal((4, "C000000008"), (rows[2].Line, rows[2].CandidateId));
        Assert.DoesNotContain("71", $"{rows[1]}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("candidate_id,outcome\nC000000001,pass\n", "columns-missing")]
    [InlineData("C000000001,2026-02-28,pass\n", "columns-missing")]
    [InlineData("candidate_id,sat_on,outcome,sat_on\n", "column-twice")]
    public void A_file_without_its_columns_is_refused_whole(string file, string code) =>
        Assert.Equal($"exam.import.{code}", Fault(ResultsFile.Open(new MemoryStream(Encoding.UTF8.GetBytes(file))).Problem));

    [Fact]
    public void A_line_that_has_no_end_stops_the_file()
    {
        using var file = Open(Encoding.UTF8.GetBytes(Heading + "C000000001,2026-02-28,pass\nC000000002," + new string('x', 300_000) + "\n"));
        Problem? problem = null;
        for (var rows = 1; rows > 0 && problem is null;)
            rows = file.Next(1).Match(read => read.Count, p => { problem = p; return 0; });

        Assert.Equal("exam.import.line-too-long", Fault(problem));
    }

    [Fact]
    public void Marks_of_an_encoding_and_another_separator_are_understood_and_empty_lines_are_none()
    {
        var text = "candidate_id;sat_on;outcome\r\n\r\nC000000001;2026-02-28;pass\r\n\r\n";
        foreach (var encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
            Assert.Equal([new(3, "C000000001", new(2026, 2, 28), AttemptOutcome.Pass, null)], Rows([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]));
        Assert.Equal("C000000001", Assert.Single(Rows([.. "name,candidate_id,sat_on,outcome\nMu"u8, 0xF1, .. "oz,C000000001,2026-02-28,pass"u8])).CandidateId);   // another column in another encoding
    }

    [Fact]
    public void Two_files_are_the_same_when_they_say_the_same()
    {
        var one = Hash(Heading + "C000000001,2026-02-28,pass\nC000000002,2026-02-28,fail\n");

        Assert.Equal(one, Hash("score,outcome,candidate_id,sat_on\r\n71,PASS,c000000001,2026-02-28\r\n12,fail,\"C000000002\",2026-02-28"));
        Assert.NotEqual(one, Hash(Heading + "C000000001,2026-02-28,pass\nC000000002,2026-02-28,pass\n"));
        Assert.NotEqual(one, Hash(Heading + "C000000001,2026-02-28,pass\n"));
        Assert.NotEqual(one, Hash(Heading + "C000000001,2026-02-28,pass\nC000000002,2026-02-27,fail\n"));
        // a hash over what is not kept could be tried out, score by score
        Assert.Equal(Hash(Heading + "C000000001,2026-02-28,71\n"), Hash(Heading + "C000000001,2026-02-28,12\n"));
    }

    [Fact]
    public void Lines_are_given_back_in_the_columns_that_are_taken_and_no_cell_is_a_formula()
    {
        var file = Encoding.UTF8.GetString(RefusedLines.Write(
            [new(3, "C000000001", new(2026, 2, 28), AttemptOutcome.NoShow, Text.Of("x")), new(7, null, null, null, Text.Of("y"))],
            why => why.Key == "x" ? "=1+1, \"or\" so" : "plain"));

        Assert.Equal("line,candidate_id,sat_on,outcome,problem\r\n3,C000000001,2026-02-28,no-show,\"'=1+1, \"\"or\"\" so\"\r\n7,,,,plain\r\n", file);
    }

    private static IReadOnlyList<ResultsFile.Row> Rows(string file) => Rows(Encoding.UTF8.GetBytes(file));

    private static IReadOnlyList<ResultsFile.Row> Rows(byte[] bytes)
    {
        using var file = Open(bytes);
        return file.Next(100).Match(rows => rows, problem => throw new InvalidOperationException($"{problem}"));
    }

    private static string Hash(string text)
    {
        using var file = Open(Encoding.UTF8.GetBytes(text));
        Assert.Null(file.Next(100).Problem);
        return file.Sha256();
    }

    private static ResultsFile Open(byte[] bytes) => ResultsFile.Open(new MemoryStream(bytes)).Match(file => file, problem => throw new InvalidOperationException($"{problem}"));

    private static string? Fault(Problem? problem) => (problem as Problem.Invalid)?.Fields.Single().Message.Key;
}
