using CsvHelper;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Exams;

/// <summary>The lines of an import that were refused as a file to give back: what is kept of each and why, never anything else that stood there.</summary>
public static class RefusedLines
{
    public static string FileName(Id<ResultsImport> import) => $"exam-results-{import}-errors.csv";

    public static byte[] Write(IEnumerable<RefusedLine> lines, Func<Text, string> words)
    {
        using var file = new MemoryStream();
        using (var csv = CsvWriter.Create(file, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true))
        {
            csv.WriteRecord("line", ResultsFile.Candidate, ResultsFile.SatOn, ResultsFile.Outcome, "problem");
            foreach (var line in lines)
            {
                csv.WriteField(line.Line);
                csv.WriteField(line.CandidateId);
                csv.WriteField(line.SatOn);
                csv.WriteField(line.Outcome is { } outcome ? TextKeys.Kebab(outcome.ToString()) : "");
                csv.WriteField(words(line.Why));
                csv.EndRecord();
            }
        }
        return file.ToArray();
    }
}
