using System.Text;
using Microsoft.EntityFrameworkCore;
using PeerCert.Core.People;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.TheWay;

/// <summary>Names of every script and make go the whole way as they were given, and are found in the registry however they are typed.</summary>
public sealed class NamesTests
{
    private static readonly (string Name, string Finds)[] Names =
    [
        ("محمد علي", "علي"),                                    // runs from right to left
        ("李小龍", "李小龍"),                                     // no spaces
        ("𞄐𞄬𞄰 Vwj", "vwj"),                                      // Nyiakeng Puachue Hmong, outside the first 65,536 characters
        ("Mary-Ann O\u2019Brien Nu\u0301n\u0303ez", "obrien nunez"),  // hyphen, apostrophe, marks on their own
        ("Madonna", "MADONNA"),                                 // one name and no more
    ];

    [Theory, OnEveryDatabase]
    [Provision("CAL-201.3")]
    public async Task Each_is_printed_as_it_was_given_and_found(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        await app.ApproveFeesAsync();
        using var staff = await app.SignedInAsAsync(Enum.GetValues<Role>());
        foreach (var (given, finds) in Names)
        {
            var name = given.Normalize(NormalizationForm.FormC);
            var email = $"person{Array.IndexOf(Names, (given, finds))}@example.org";
            using var person = await app.ApplicantAsync(email);
            var mine = await person.AppliesAsync(given);
            await staff.OpenAsync("/staff");
            Assert.Contains(staff.Page.QuerySelectorAll("td bdi"), b => b.TextContent == name);
            await PassesAsync(app, staff, mine.Replace("/my/application/", "/staff/applications/", StringComparison.Ordinal), name);

            await using var db = app.Open();
            var number = await db.Registry.Where(r => r.LegalName == name).Select(r => r.Number).SingleAsync();
            await person.OpenAsync($"/my/certificate/{number}");
            Assert.Equal(name, person.Page.QuerySelector(".certificate-name bdi")!.TextContent);
            using var anybody = app.Anonymous;
            await anybody.OpenAsync("/registry");
            await anybody.Fill("q", finds).SubmitAsync();
            Assert.Equal(name, anybody.Page.QuerySelector("ul.entries bdi")!.TextContent);
            await anybody.OpenAsync($"/registry/{number}");
            Assert.Equal(name, anybody.Page.QuerySelector("dd bdi")!.TextContent);
            await app.RunBackgroundAsync();
            Assert.Contains(app.SentMail, m => m["To"] == email);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task In_a_sentence_and_a_mail_a_name_from_right_to_left_moves_no_word_around_it(Engine engine)
    {
        await using var app = await TestApp.StartAsync(engine);
        using var person = await app.ApplicantAsync();
        await person.FillsInOutOfStateAsync("محمد علي");
        await person.OpenAsync(person.Path.Replace("/review", "/letter/supervisor-letter", StringComparison.Ordinal));
        await person.Fill("Input.Writer", "Riley Pretend").Fill("Input.Address", "riley@example.org").SubmitAsync();
        await app.RunBackgroundAsync();
        var mail = app.SentMail.Single(m => m["To"] == "riley@example.org");
        Assert.StartsWith("\u2068محمد علي\u2069 asks you", mail["Subject"], StringComparison.Ordinal);
        Assert.Contains("\u2068محمد علي\u2069 applies to", mail.Body, StringComparison.Ordinal);
        Assert.Contains("Hello Riley Pretend,", mail.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("R\u202Enibor", "There is a sign in this name that cannot be seen. Type the name again by hand.")]
    [InlineData("4711", null)]
    [InlineData("", "please fill this in.")]
    public async Task What_is_no_name_is_told_at_its_field_and_kept(string typed, string? told)
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var person = await app.ApplicantAsync();
        await person.OpenAsync("/my");
        await person.PressKeyAsync("my.start");
        await person.OpenAsync($"{person.Path}/about-you");
        Assert.Equal("auto", person.Page.QuerySelector("[name='Input.AsPrinted']")!.GetAttribute("dir"));
        await person.Fill("Input.AsPrinted", typed).FillDay("Input.BirthDate", new(1985, 4, 27)).PressKeyAsync("apply.save");
        var error = Assert.IsType<string>(person.ErrorAt("Input.AsPrinted"));
        if (told is not null)
            Assert.EndsWith(told, error, StringComparison.Ordinal);
        Assert.Equal(typed, person.ValueOf("Input.AsPrinted"));
    }

    private static async Task PassesAsync(TestApp app, PageDriver staff, string file, string name)
    {
        await staff.OpenAsync(file);
        Assert.Equal(name, staff.Page.QuerySelector("dd bdi")!.TextContent);
        await staff.AcceptsEverythingAsync();
        await staff.Fill("Fee.FeeLine", "APP").FillDay("Fee.PaidOn", app.Clock.Today).Fill("Fee.Reference", "receipt 1").PressAsync("Record this fee");
        await staff.PressAsync("Mark as complete");
        await staff.PressAsync("Approve");
        await app.RunBackgroundAsync();
        await using var db = app.Open();
        var candidate = await db.ExamEligibilities.OrderByDescending(e => e.Id).Select(e => e.CandidateId).FirstAsync();
        await staff.OpenAsync("/staff/results");
        await staff.Fill("Input.CandidateId", candidate).FillDay("Input.SatOn", app.Clock.Today).Fill("Input.Outcome", "Pass").SubmitAsync();
        await staff.OpenAsync(file);
        await staff.PressAsync("Issue certificate");
        await app.RunBackgroundAsync();
    }
}
