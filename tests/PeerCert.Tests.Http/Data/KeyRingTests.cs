using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.Shared;
using PeerCert.Data;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Data;

public sealed class KeyRingTests
{
    [Theory, OnEveryDatabase]
    public async Task What_one_node_protects_another_reads_and_the_database_alone_does_not(Engine engine)
    {
        await using var database = await TestDatabase.CreateAsync(engine);
        var key = RandomNumberGenerator.GetBytes(32);
        await using var one = Node(database, key);
        await using var two = Node(database, key);
        var cookie = Protector(one).Protect("who");
        Assert.Equal("who", Protector(two).Unprotect(cookie));

        await using var db = database.Open();
        var stored = await db.StoredKeys.SingleAsync();
        Assert.Equal("key-ring", stored.Purpose);
        Assert.DoesNotContain("<key", Encoding.UTF8.GetString(stored.Wrapped), StringComparison.Ordinal);
        await using var thief = Node(database, RandomNumberGenerator.GetBytes(32));
        Assert.ThrowsAny<CryptographicException>(() => Protector(thief).Unprotect(cookie));
    }

    private static IDataProtector Protector(IServiceProvider node) => node.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static ServiceProvider Node(TestDatabase database, byte[] key) => new ServiceCollection()
        .AddSingleton(database.Clock).AddSingleton<IMasterKey>(new MasterKey(key)).AddPeerCertData(database.Options).BuildServiceProvider();
}
