using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Core.Shared;
using PeerCert.Standards.Model;

namespace PeerCert.Core.Applications;

/// <summary>Saves the answers of one page of the application, as typed. A draft is not journaled: only what is sent counts.</summary>
public static class SaveAnswers
{
    /// <summary>The page about the person.</summary>
    public sealed record AboutYou(Id<Application> Application, string? AsPrinted, string? Given, string? Family, TypedDay BirthDate, Actor By);

    /// <summary>The page about the training.</summary>
    public sealed record Training(Id<Application> Application, string? Provider, string? Hours, TypedDay Ended, Actor By);

    public sealed class Handler(PeerCertDb db, ProgramClock clock)
    {
        public Task<Result<Done>> HandleAsync(AboutYou page, CancellationToken ct) =>
            SaveAsync(page.Application, page.By, Check(page, clock.Today), answers => answers with
            {
                AsPrinted = page.AsPrinted,
                Given = page.Given,
                Family = page.Family,
                BirthDate = page.BirthDate,
            }, ct);

        public Task<Result<Done>> HandleAsync(Training page, CancellationToken ct) =>
            SaveAsync(page.Application, page.By, Check(page, clock.Today), answers => answers with
            {
                TrainingProvider = page.Provider,
                TrainingHours = page.Hours,
                TrainingEnded = page.Ended,
            }, ct);

        private async Task<Result<Done>> SaveAsync(
            Id<Application> id, Actor by, Problem? wrong, Func<DraftAnswers, DraftAnswers> change, CancellationToken ct)
        {
            if (!(await db.OwnApplicationAsync(id, by, ct)).Succeeded(out var application, out var none))
                return none;
            if (!application.TakesAnswers())
                return new Problem.NotAllowedNow("action.change-answers", TextKeys.Of(application.State));
            if (wrong is not null)
                return wrong;
            var draft = await db.Drafts.SingleAsync(d => d.Application == id, ct);
            draft.Save(change(draft.Read()), clock.Now);
            return await db.TrySaveAsync(ct) is { } problem ? problem : new Done();
        }
    }

    public static Problem? Check(AboutYou page, DateOnly today) => Problem.Invalid.Of(
        PrintedName.Read(page.AsPrinted, page.Given, page.Family).Problem,
        TrainingAnswers.PastDay(page.BirthDate, "BirthDate", today).Problem);

    public static Problem? Check(Training page, DateOnly today) => Problem.Invalid.Of(
        Provider(page.Provider),
        TrainingAnswers.Hours(page.Hours).Problem,
        TrainingAnswers.PastDay(page.Ended, "Ended", today).Problem);

    private static Problem.Invalid? Provider(string? typed) => (typed ?? "").Trim() switch
    {
        "" => Problem.Invalid.At("Provider", Text.Of("provider.missing")),
        { Length: > TrainingAnswers.ProviderLength } name =>
            Problem.Invalid.At("Provider", Text.Of("name.too-long", ("max", TrainingAnswers.ProviderLength), ("length", name.Length))),
        _ => null,
    };
}
