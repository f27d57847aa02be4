using Microsoft.EntityFrameworkCore;
using PeerCert.Core.Applications;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Certifications;

/// <summary>That somebody opened something of a file. <paramref name="File"/> names the document, where one was opened.</summary>
public sealed record ReadingLine(DateTime At, string By, string What, string? File);

/// <summary>Who saw a file, newest first; <paramref name="Next"/> is where the page after this one begins, null at the end.</summary>
public sealed record Readings(string Reference, IReadOnlyList<ReadingLine> Lines, DateTime? Next);

/// <summary>Answers "who saw this file": the application itself, each document, and the person's record. That it was asked is kept like any other reading.</summary>
public sealed class OpenReaders(PeerCertDb db, JournalWriter journal)
{
    /// <summary>Lines on one page.</summary>
    public const int PageLength = 100;

    public async Task<Result<Readings>> HandleAsync(Id<Application> id, DateTime? before, Actor by, CancellationToken ct)
    {
        if (!(await db.AnyApplicationAsync(id, ct)).Succeeded(out var application, out var problem))
            return problem;
        var documents = (await db.Evidence.AsNoTracking().Where(f => f.File == id.Value).Select(f => new { f.Id, f.OriginalName }).ToListAsync(ct)).ToDictionary(f => f.Id.Value, f => f.OriginalName);
        List<Guid> subjects = [id.Value, application.Person.Value, .. documents.Keys];
        var audits = db.ReadAudits.AsNoTracking().Where(a => subjects.Contains(a.Subject));
        if (before is { } last)
            audits = audits.Where(a => a.At < last);
        var lines = await audits.OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Take(PageLength + 1).ToListAsync(ct);
        var (page, next) = Cut(lines, PageLength, a => a.At);
        journal.WasRead("readers", id.Value, by);
        return await db.TrySaveAsync(ct) is { } lost ? lost : new Readings(
            application.Reference, [.. page.Select(a => new ReadingLine(a.At, a.ActorName, a.What, documents.GetValueOrDefault(a.Subject)))], next);
    }

    /// <summary>
    /// The page of so many lines, and the instant before which the next one begins. What happened in one instant stays on one page,
    /// so that none of it falls between two.
    /// </summary>
    /// <param name="lines">One line more than a page, where there are more; newest first.</param>
    public static (IReadOnlyList<T> Page, DateTime? Next) Cut<T>(IReadOnlyList<T> lines, int length, Func<T, DateTime> at)
    {
        if (lines.Count <= length)
            return (lines, null);
        var whole = lines.Where(l => at(l) > at(lines[length])).ToList();
        return whole.Count > 0 ? (whole, at(whole[^1])) : ([.. lines.Take(length)], at(lines[0]));
    }
}
