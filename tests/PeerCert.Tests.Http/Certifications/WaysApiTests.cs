using System.Net;
using System.Text.Json;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Certifications;

/// <summary>"What would it take?" without a person.</summary>
public sealed class WaysApiTests
{
    [Theory]
    [InlineData("due=2027-05-20&asOf=2027-02-18", "current", "renewal later 2027-02-19..2027-05-20 8000")]
    [InlineData("due=2027-05-20&asOf=2027-05-20", "current", "renewal open 2027-02-19..2027-05-20 8000")]
    [InlineData("due=2027-05-20&asOf=2027-05-21", "lapsed", "late-renewal open 2027-05-21..2028-05-20 13000")]
    [InlineData("issued=2025-05-20&due=2027-05-20&asOf=2028-05-21", "expired", "reinstatement-by-exam open 2028-05-21..2031-05-20 28000")]
    [InlineData("due=2027-05-20&asOf=2031-05-21", "vacated", "application open 2031-05-21.. 10000")]
    [InlineData("due=2026-03-20", "current", "renewal open 2025-12-20..2026-03-20 8000")]   // today is 2026-03-04
    [InlineData("due=2023-06-30&asOf=2024-07-15", "lapsed", "reinstatement open 2023-07-01..2027-06-30 0")]   // under the notice of 2021
    [Provision("CAL-207.5", "CAL-209.L3", "CAL-209.XA5", "CAL-209.V1", "DHCS21-E1.3")]
    public async Task The_dates_of_a_certificate_are_enough(string asked, string status, string first)
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var anybody = app.Client();
        var answer = JsonDocument.Parse(await anybody.GetStringAsync(new Uri($"/api/v1/ways?{asked}", UriKind.Relative))).RootElement;

        Assert.Equal(status, answer.GetProperty("dateStatus").GetString());
        Assert.Equal(first, answer.GetProperty("ways").EnumerateArray().Where(w => w.GetProperty("state").GetString() is not "over").Select(w =>
            $"{w.GetProperty("way").GetString()} {w.GetProperty("state").GetString()} {w.GetProperty("firstDay").GetString()}..{w.GetProperty("lastDay").GetString()} {w.GetProperty("costCents").GetInt64()}").First());
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("due=", 400)]
    [InlineData("due=20.5.2027", 400)]
    [InlineData("due=2027-02-29", 400)]
    [InlineData("due=1066-10-14", 400)]
    [InlineData("due=9999-12-31", 400)]
    [InlineData("due=2027-05-20&asOf=9999-12-31", 400)]
    [InlineData("due=2027-05-20&issued=2027-05-21", 400)]
    [InlineData("due=2027-05-20&asOf=2021-07-21", 409)]
    public async Task Days_that_cannot_be_answered_for_are_refused_with_their_field(string asked, int status)
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var anybody = app.Client();
        using var answer = await anybody.GetAsync(new Uri($"/api/v1/ways?{asked}", UriKind.Relative));

        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }
}
