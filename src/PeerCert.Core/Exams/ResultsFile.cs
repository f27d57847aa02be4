using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsvHelper;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;
using Text = PeerCert.Standards.Model.Text;

namespace PeerCert.Core.Exams;

/// <summary>
/// Reads a file of exam results line by line: CSV whose first line names the columns, of which <see cref="Columns"/> are taken and all others are never
/// looked at (docs/exam-results.md).
/// </summary>
public sealed class ResultsFile : IDisposable
{
    public const string Candidate = "candidate_id";
    public const string SatOn = "sat_on";
    public const string Outcome = "outcome";

    public static readonly IReadOnlyList<string> Columns = [Candidate, SatOn, Outcome];

    /// <summary>In bytes, far above anything that belongs here.</summary>
    private const int LongestLine = 64 * 1024;

    private readonly CsvReader _reader;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int[] _places = [];
    private bool _isBroken;

    private ResultsFile(Stream content) => _reader = CsvReader.Create(
        content,
        new CsvReaderOptions
        {
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MaxRecordSize = LongestLine,
            // a quotation mark that is not closed spoils its own line and not all that follow
            AllowLineBreaksInQuotes = false,
            OnMalformedRecord = _ => _isBroken = true,
            IncludeValuesInExceptions = false,
        },
        leaveOpen: true);

    /// <summary>A line as far as it could be read; <paramref name="Fault"/> says what could not.</summary>
    public sealed record Row(int Line, string? CandidateId, DateOnly? SatOn, AttemptOutcome? Outcome, Text? Fault);

    /// <summary>The file, its first line read; a problem where that names not all columns, or one twice.</summary>
    public static Result<ResultsFile> Open(Stream content)
    {
        var file = new ResultsFile(content);
        if (file.ReadHeading() is not { } problem)
            return file;
        file.Dispose();
        return problem;
    }

    /// <summary>The next lines, none after the last; a problem where the rest cannot be read as lines at all.</summary>
    public Result<IReadOnlyList<Row>> Next(int most)
    {
        var rows = new List<Row>(most);
        while (rows.Count < most)
        {
            if (!Read().Succeeded(out var more, out var problem))
                return problem;
            if (!more)
                break;
            rows.Add(Counted(RowOf((int)_reader.LineNumber)));
        }
        return rows;
    }

    private Row Counted(Row row)
    {
        _hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{row.CandidateId ?? "?"},{row.SatOn?.ToString("O", CultureInfo.InvariantCulture) ?? "?"},{row.Outcome?.ToString() ?? "?"}\n")));
        return row;
    }

    /// <summary>After the last line: a hash over what the lines say in the columns that are taken, however the file writes it and whatever else is in it.</summary>
    public string Sha256() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose()
    {
        _reader.Dispose();
        _hash.Dispose();
    }

    private Problem.Invalid? ReadHeading()
    {
        List<string> names;
        try
        {
            names = [.. _reader.Headers.Select(n => n.Trim().ToLowerInvariant())];
        }
        catch (CsvFormatException)
        {
            return LineTooLong();
        }
        if (names.Count == 0)
            return At(Text.Of("exam.import.empty"));
        if (Columns.Where(c => !names.Contains(c)).ToList() is { Count: > 0 } missing)
            return At(Text.Of("exam.import.columns-missing", ("columns", string.Join(", ", missing))));
        if (Columns.FirstOrDefault(c => names.Count(n => n == c) > 1) is { } twice)
            return At(Text.Of("exam.import.column-twice", ("column", twice)));
        _places = [.. Columns.Select(c => names.IndexOf(c))];
        return null;
    }

    private Result<bool> Read()
    {
        _isBroken = false;
        try
        {
            return _reader.Read();
        }
        catch (CsvFormatException)
        {
            return LineTooLong();
        }
    }

    private Problem.Invalid LineTooLong() => At(Text.Of("exam.import.line-too-long", ("line", string.Create(CultureInfo.InvariantCulture, $"{_reader.LineNumber + 1}"))));

    private Row RowOf(int line)
    {
        var (candidate, day, outcome) = (CandidateNumber.Read(_reader.GetString(_places[0])), DayIn(_reader.GetString(_places[1])), OutcomeIn(_reader.GetString(_places[2])));
        var fault =
            _isBroken || _places.Any(p => p >= _reader.FieldCount) ? Text.Of("exam.import.line-cut")
            : candidate is null ? Text.Of("exam.import.candidate-unreadable")
            : day is null ? Text.Of("exam.import.day-unreadable")
            : outcome is null ? Text.Of("exam.import.outcome-unreadable")
            : null;
        return new(line, candidate, day, outcome, fault);
    }

    private static DateOnly? DayIn(string field) =>
        DateOnly.TryParseExact(field, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static AttemptOutcome? OutcomeIn(string field) => field.ToLowerInvariant() switch
    {
        "pass" => AttemptOutcome.Pass,
        "fail" => AttemptOutcome.Fail,
        "no-show" => AttemptOutcome.NoShow,
        _ => null,
    };

    private static Problem.Invalid At(Text message) => Problem.Invalid.At("File", message);
}
