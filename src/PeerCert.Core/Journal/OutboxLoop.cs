using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Journal;

/// <summary>
/// Takes due messages and has them handled, each in a scope of its own. A message is claimed by moving its due time: of
/// two nodes one moves it, and if that one dies the message is due again by itself.
/// </summary>
public sealed class OutboxLoop(IServiceScopeFactory scopes, ProgramClock clock, TimeProvider time, ILogger<OutboxLoop> log)
{
    private const int AtOnce = 20;
    private const string NoHandler = "no-handler";

    /// <summary>How long a handler may take; after that the message may be handled again, perhaps elsewhere.</summary>
    public static readonly TimeSpan Claim = TimeSpan.FromMinutes(1);

    /// <summary>Handles what is due, up to a batch; the caller loops until zero. A problem where the store did not answer.</summary>
    public async Task<Result<int>> RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PeerCertDb>();
        var now = clock.Now;
        var due = await db.Outbox.AsNoTracking().Where(m => m.DoneAt == null && m.DueAt <= now)
            .OrderBy(m => m.DueAt).ThenBy(m => m.Id).Take(AtOnce).ToListAsync(ct);
        var handled = 0;
        foreach (var message in due)
        {
            if (!(await ClaimAsync(db, message, ct)).Succeeded(out var mine, out var problem))
                return problem;
            if (!mine)
                continue;
            if (await HandleAsync(message, ct) is { } lost)
                return lost;
            handled++;
        }
        return handled;
    }

    private Task<Result<bool>> ClaimAsync(PeerCertDb db, OutboxMessage message, CancellationToken ct)
    {
        var (id, seen, until) = (message.Id, message.DueAt, clock.Now + Claim);
        return db.InTransactionAsync<bool>(
            async inner => await db.Outbox.Where(m => m.Id == id && m.DoneAt == null && m.DueAt == seen)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAt, until), inner) == 1,
            ct);
    }

    private async Task<Problem?> HandleAsync(OutboxMessage message, CancellationToken ct)
    {
        string? error;
        using var limit = new CancellationTokenSource(Claim, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var handler = scope.ServiceProvider.GetServices<IOutboxHandler>().SingleOrDefault(h => h.Kind == message.Kind);
            if (handler is not null)
                await handler.HandleAsync(message, either.Token);
            error = handler is null ? NoHandler : null;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            var seen = message.DueAt;
            await SettleAsync(message, m => m.PutBack(seen));
            throw;
        }
        catch (Exception e)
        {
            error = e is OutboxRefusedException refused ? refused.Message : e.GetType().Name;
            log.LogError("Outbox message {Id} of kind {Kind} failed with {Error} at {Stack}", message.Id, message.Kind, error, e.StackTrace);
        }
        if (error == NoHandler)
            log.LogError("Outbox message {Id} is of kind {Kind}, which nothing here handles", message.Id, message.Kind);
        return await SettleAsync(message, m =>
        {
            if (error is null)
                m.Done(clock.Now);
            else
                m.Failed(clock.Now, error);
        });
    }

    /// <summary>Writes down how it went, in a scope that the handler had no part in; not cancelled, since it did happen.</summary>
    private async Task<Problem?> SettleAsync(OutboxMessage message, Action<OutboxMessage> how)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PeerCertDb>();
        var result = await db.InTransactionAsync<Done>(
            async inner =>
            {
                // Whoever takes a step back takes back what waits for it, too.
                if (await db.Outbox.SingleOrDefaultAsync(m => m.Id == message.Id, inner) is { } there)
                    how(there);
                return new Done();
            },
            CancellationToken.None);
        return result.Problem;
    }
}
