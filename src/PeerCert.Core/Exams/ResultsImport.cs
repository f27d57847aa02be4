using System.Text.Json;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Exams;

public enum ResultsImportState { Reading, Recording, Finished }

public enum ResultsImportAction { TakeIn, Finish }

public static class ResultsImportLifecycle
{
    public static readonly Transitions<ResultsImportState, ResultsImportAction> Table = new(
        (ResultsImportState.Reading, ResultsImportAction.TakeIn, ResultsImportState.Recording),
        (ResultsImportState.Recording, ResultsImportAction.Finish, ResultsImportState.Finished));
}

/// <summary>
/// A file of exam results. While it is read it is nothing yet: only a file that was read to its end is taken in, once by its content, and then recorded
/// line by line, whatever stops in between.
/// </summary>
public sealed class ResultsImport : IRoot
{
    public const int FileNameLength = 120;

    private ResultsImport() { }

    public Id<ResultsImport> Id { get; private set; }
    public ResultsImportState State { get; private set; }

    /// <summary>What its sender called it, cut to <see cref="FileNameLength"/>.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>Hash of what its lines say, without anything that is not kept; null while it is read.</summary>
    public string? Sha256 { get; private set; }

    public int Lines { get; private set; }
    public DateTime BegunAt { get; private set; }
    public DateTime? FinishedAt { get; private set; }
    public Guid? Account { get; private set; }
    public string ActorName { get; private set; } = "";
    public int Version { get; private set; }

    Guid IRoot.RootId => Id.Value;

    /// <summary>Who took it in: what is recorded from its lines is recorded by them.</summary>
    public Actor By => new(Account, ActorName);

    public void Touch() => Version++;

    public static ResultsImport Begin(string fileName, Actor by, DateTime at) => new()
    {
        Id = Id<ResultsImport>.New(),
        State = ResultsImportState.Reading,
        FileName = fileName.Length > FileNameLength ? fileName[..FileNameLength] : fileName,
        BegunAt = at,
        Account = by.Account,
        ActorName = by.Name,
    };

    public Result<ResultsImportState> TakeIn(string sha256, int lines)
    {
        var next = Take(ResultsImportAction.TakeIn);
        if (next.Problem is null)
            (Sha256, Lines) = (sha256, lines);
        return next;
    }

    public Result<ResultsImportState> Finish(DateTime at)
    {
        var next = Take(ResultsImportAction.Finish);
        if (next.Problem is null)
            FinishedAt = at;
        return next;
    }

    private Result<ResultsImportState> Take(ResultsImportAction action)
    {
        var next = ResultsImportLifecycle.Table.Next(State, action);
        if (next.Succeeded(out var state, out _))
            State = state;
        return next;
    }
}

/// <summary>What became of a line: not tried yet, on file by it, on file before it, or refused.</summary>
public enum ImportedResultState { Waiting, Recorded, Known, Refused }

/// <summary>
/// One line of an import: the candidate's number, the day and how it ended, as far as each could be read. Nothing else of the file is kept, and what
/// could not be read is not kept either: it might be a score (CF-60).
/// </summary>
public sealed class ImportedResult
{
    public const int CandidateIdLength = 20;

    public required Id<ResultsImport> Import { get; init; }

    /// <summary>The line of the file, the heading being the first.</summary>
    public required int Line { get; init; }

    public required string? CandidateId { get; init; }
    public required DateOnly? SatOn { get; init; }
    public required AttemptOutcome? Outcome { get; init; }
    public required ImportedResultState State { get; init; }

    /// <summary>Why it was refused, as a text; null where it was not.</summary>
    public required string? TextJson { get; init; }

    public Text? ReadText() => TextJson is null ? null : JsonSerializer.Deserialize<Text>(TextJson, Json.Options);

    public static string Kept(Text why) => JsonSerializer.Serialize(why, Json.Options);
}
