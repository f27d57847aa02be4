using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PeerCert.Core;
using PeerCert.Core.Journal;
using PeerCert.Core.Shared;
using PeerCert.Data;
using PeerCert.Testing;
using PeerCert.Web.Hosting;

namespace PeerCert.Tests.Http.Journal;

/// <summary>One node of the program on a test's database, composed as the program composes itself, without its pages.</summary>
internal sealed class NodeBench : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TemporaryFolder _keys = new();

    private NodeBench(TestDatabase database, IOutboxHandler[] handlers)
    {
        Database = database;
        Configuration = new ConfigurationBuilder().AddInMemoryCollection([new("PeerCert:MasterKeyFile", Path.Combine(_keys.Path, "master.key"))]).Build();
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(database.Time).AddSingleton(database.Clock).AddPeerCertData(database.Options)
            .AddLogging(logging => logging.AddProvider(Logged).SetMinimumLevel(LogLevel.Information))
            .AddVault(database.Options.Folder, Configuration).AddBackgroundLoop(Task.CompletedTask);
        foreach (var handler in handlers)
            services.AddScoped(_ => handler);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
    }

    public TestDatabase Database { get; }

    public Logged Logged { get; } = new();

    public IConfiguration Configuration { get; }

    public OutboxLoop Outbox => _services.GetRequiredService<OutboxLoop>();

    public BackgroundLoop Loop => _services.GetServices<IHostedService>().OfType<BackgroundLoop>().Single();

    public static async Task<NodeBench> OnAsync(TestDatabase database, params IOutboxHandler[] handlers)
    {
        var node = new NodeBench(database, handlers);
        await using var scope = node._services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PeerCertDb>();
        Assert.Null((await node._services.GetRequiredService<MasterKeyFile>().OpenAsync(db, database.Clock, default)).Problem);
        return node;
    }

    public AsyncServiceScope Scope() => _services.CreateAsyncScope();

    public async Task<Guid> SendAsync(string kind, string payload = "a private word")
    {
        await using var scope = Scope();
        var db = scope.ServiceProvider.GetRequiredService<PeerCertDb>();
        var message = OutboxMessage.Of(kind, payload, Database.Clock.Now);
        db.Add(message);
        Assert.Null(await db.TrySaveAsync(default));
        return message.Id;
    }

    public async Task HappenAsync()
    {
        await using var scope = Scope();
        var db = scope.ServiceProvider.GetRequiredService<PeerCertDb>();
        db.Add(JournalEntry.Of(new TestHappened("x"), "test", Guid.NewGuid(), Actor.Program, null, Database.Clock.Now));
        Assert.Null(await db.TrySaveAsync(default));
    }

    public async Task<int> HandleAsync() => (await Outbox.RunAsync(default)).Match(count => count, problem => throw new InvalidOperationException(problem.Code));

    public async Task<OutboxMessage> MessageAsync(Guid id)
    {
        await using var db = Database.Open();
        return await db.Outbox.AsNoTracking().SingleAsync(m => m.Id == id);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _keys.Dispose();
    }
}

internal sealed class Handles(string kind, Func<OutboxMessage, CancellationToken, Task> how) : IOutboxHandler
{
    public string Kind => kind;

    public Task HandleAsync(OutboxMessage message, CancellationToken ct) => how(message, ct);
}
