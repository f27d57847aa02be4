using System.Net;
using Microsoft.EntityFrameworkCore;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Accounts;

public sealed class SignUpTests
{
    private const string Other = "another long secret of ours";

    [Theory, OnEveryDatabase]
    public async Task Whoever_signs_up_has_an_account_and_a_person_journaled_in_the_same_commit(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var page = app.Anonymous;
        await SignUpAsync(page, "robin@people.example");
        Assert.StartsWith("/account/sign-in", page.Path, StringComparison.Ordinal);
        await page.Sees("your account is ready").Fill("Input.Email", "Robin@People.example").Fill("Input.Password", TestApp.Password).PressAsync("Sign in");
        Assert.Equal("/my", page.Path);
        (await page.OpenAsync("/account")).Sees("robin@people.example");

        await using var db = app.Open();
        var account = await db.Users.SingleAsync();
        Assert.Equal(account.Id, (await db.People.SingleAsync()).Account);
        Assert.Equal(["account-created", "person-registered"], await db.Journal.Where(e => e.Account == account.Id).Select(e => e.EventType).Order().ToListAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task An_address_that_has_an_account_gets_the_same_answer_and_nothing_changes(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var first = app.Anonymous;
        using var second = app.Anonymous;
        await SignUpAsync(first, "robin@people.example");
        await SignUpAsync(second, "ROBIN@people.example", Other);
        Assert.Equal((first.Status, first.Path, first.Said), (second.Status, second.Path, second.Said));

        await second.Fill("Input.Email", "robin@people.example").Fill("Input.Password", Other).PressAsync("Sign in");
        Assert.Equal(HttpStatusCode.Conflict, second.Status);
        await using var db = app.Open();
        Assert.Equal(1, await db.Users.CountAsync());
    }

    [Theory, OnEveryDatabase]
    public async Task A_form_with_faults_tells_all_of_them_and_keeps_what_was_typed(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var page = app.Anonymous;
        await SignUpAsync(page, "not an address", "short");
        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        page.Sees("Please write an email address, such as", "It needs at least 15");
        Assert.Equal("not an address", page.ValueOf("Input.Email"));
        await using var db = app.Open();
        Assert.False(await db.Users.AnyAsync());
    }

    private static async Task SignUpAsync(PageDriver page, string email, string password = TestApp.Password)
    {
        await page.OpenAsync("/account/sign-up");
        await page.Fill("Input.Email", email).Fill("Input.Password", password).PressAsync("Make my account");
    }
}
