using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Accounts;

public sealed class RoleTests
{
    [Theory, OnEveryDatabase]
    public async Task A_role_that_ends_is_gone_with_the_next_page_and_journaled_with_its_reason(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var admin = await app.SignedInAsAsync(Role.Admin);
        using var reviewer = await app.SignedInAsAsync(Role.Reviewer);
        Assert.Equal(HttpStatusCode.OK, (await reviewer.OpenAsync("/staff")).Status);

        await FindAsync(admin, "reviewer@staff.example");
        await admin.Fill("Input.Role", "Reviewer").Fill("Input.Reason", "Works elsewhere now").PressAsync("End this role");
        admin.Sees("ended by admin@staff.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await reviewer.OpenAsync("/staff")).Status);

        await using var db = app.Open();
        Assert.Equal("Works elsewhere now", (await db.Journal.SingleAsync(e => e.EventType == "role-ended")).Reason);
    }

    [Theory, OnEveryDatabase]
    public async Task Whoever_is_invited_chooses_a_password_with_a_code_that_works_once(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var admin = await app.SignedInAsAsync(Role.Admin);
        await admin.OpenAsync("/admin/accounts");
        await admin.Fill("Invite.Email", "new@staff.example").Fill("Invite.Reason", "Starts in May").PressAsync("Invite a member of staff");
        var code = admin.Page.QuerySelector("code")!.TextContent;
        await admin.FollowAsync("Give this account a role");
        await admin.Fill("Input.Role", "Finance").Fill("Input.Reason", "Starts in May").PressAsync("Give this role");

        using var invited = app.Anonymous;
        await AcceptAsync(invited, code);
        Assert.Equal("/account", invited.Path);
        invited.Sees("new@staff.example", "Finance");

        using var again = app.Anonymous;
        await AcceptAsync(again, code);
        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        again.Sees("This code does not work");
    }

    [Theory, OnEveryDatabase]
    public async Task Nobody_changes_their_own_roles_and_a_reason_is_needed(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var admin = await app.SignedInAsAsync(Role.Admin);
        await FindAsync(admin, "admin@staff.example");
        Assert.DoesNotContain("Give this role", admin.Said, StringComparison.Ordinal);
        var session = await SessionAsync(app, "admin@staff.example");
        Assert.Equal("own-roles", await EndAsync(app, session.Account, session));

        await app.StaffAsync("reviewer@staff.example", Role.Reviewer);
        await FindAsync(admin, "reviewer@staff.example");
        await admin.Fill("Input.Role", "Reviewer").PressAsync("End this role");
        Assert.Equal(HttpStatusCode.BadRequest, admin.Status);
        await using var db = app.Open();
        Assert.False(await db.RoleGrants.AnyAsync(g => g.EndedAt != null));
    }

    [Theory, OnEveryDatabase]
    public async Task Of_administrators_who_end_each_other_at_once_one_is_left(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await app.StaffAsync("one@staff.example", Role.Admin);
        await app.StaffAsync("two@staff.example", Role.Admin);
        var (one, two) = (await SessionAsync(app, "one@staff.example"), await SessionAsync(app, "two@staff.example"));
        await Task.WhenAll(EndAsync(app, two.Account, one), EndAsync(app, one.Account, two));
        await using var db = app.Open();
        Assert.Equal(1, await db.RoleGrants.CountAsync(g => g.EndedAt == null));
    }

    [Theory, OnEveryDatabase]
    public async Task An_administrator_whose_role_has_ended_in_the_meantime_changes_nothing(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await app.StaffAsync("one@staff.example", Role.Admin);
        await app.StaffAsync("two@staff.example", Role.Admin);
        var (one, two) = (await SessionAsync(app, "one@staff.example"), await SessionAsync(app, "two@staff.example"));
        Assert.Null(await EndAsync(app, two.Account, one));
        Assert.Equal("role-ended", await EndAsync(app, one.Account, two));
    }

    private static async Task FindAsync(PageDriver admin, string email)
    {
        await admin.OpenAsync("/admin/accounts");
        await admin.Fill("Find.Email", email).PressAsync("Find an account");
        admin.Sees($"Account of {email}");
    }

    private static async Task AcceptAsync(PageDriver page, string code)
    {
        await page.OpenAsync("/account/invitation");
        await page.Fill("Input.Code", code).Fill("Input.Password", TestApp.Password).PressAsync("Set my password");
    }

    private static async Task<Session> SessionAsync(TestApp app, string email)
    {
        await using var db = app.Open();
        return (await db.SessionOfAsync(email, default))!;
    }

    private static async Task<string?> EndAsync(TestApp app, Guid account, Session by) =>
        (await app.InScopeAsync(s => s.GetRequiredService<EndRole.Handler>().HandleAsync(new(account, Role.Admin, "A test", by), default))).Problem?.Code;
}
