using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Accounts;

public sealed class SetupTests
{
    [Theory, OnEveryDatabase]
    public async Task The_token_makes_one_administrator_and_then_the_page_is_gone(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var token = await IssueAsync(app);
        using var page = app.Anonymous;
        await TryAsync(page, token, "first@staff.example");
        page.Sees("Accounts", "Invite a member of staff");

        using var second = app.Anonymous;
        await second.OpenAsync("/setup");
        Assert.Equal(HttpStatusCode.NotFound, second.Status);
        Assert.Equal("has-administrator", (await app.InScopeAsync(s => s.GetRequiredService<IssueSetupToken.Handler>().HandleAsync(default))).Problem?.Code);
        await using var db = app.Open();
        Assert.Equal(Role.Admin, (await db.RoleGrants.SingleAsync()).Role);
        Assert.DoesNotContain(token, await db.OneTimeTokens.Select(t => t.Hash).ToListAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task A_new_token_voids_the_one_before_and_each_lasts_a_day(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var old = await IssueAsync(app);
        var token = await IssueAsync(app);
        using var page = app.Anonymous;
        await TryAsync(page, old, "first@staff.example");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        page.Sees("This code does not work");

        app.Time.Advance(IssueSetupToken.Valid);
        await TryAsync(page, token, "first@staff.example");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        await TryAsync(page, await IssueAsync(app), "first@staff.example");
        Assert.Equal(HttpStatusCode.OK, page.Status);
    }

    [Theory, OnEveryDatabase]
    public async Task Of_two_who_use_the_token_at_once_one_becomes_administrator(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        var token = await IssueAsync(app);
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => app.InScopeAsync(s =>
            s.GetRequiredService<CreateFirstAdmin.Handler>().HandleAsync(new(token, $"admin{i}@staff.example", TestApp.Password), default))));
        Assert.Single(results, r => r.Problem is null);
        await using var db = app.Open();
        Assert.Equal(1, await db.RoleGrants.CountAsync());
        Assert.Equal(1, await db.Users.CountAsync());
    }

    private static async Task<string> IssueAsync(TestApp app) =>
        (await app.InScopeAsync(s => s.GetRequiredService<IssueSetupToken.Handler>().HandleAsync(default))).Match(t => t, p => throw new InvalidOperationException(p.Code));

    private static async Task TryAsync(PageDriver page, string token, string email)
    {
        await page.OpenAsync("/setup");
        await page.Fill("Input.Token", token).Fill("Input.Email", email).Fill("Input.Password", TestApp.Password).PressAsync("Make the account");
    }
}
