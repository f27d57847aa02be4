using System.Net;
using System.Text.Json;
using PeerCert.Testing;

namespace PeerCert.Tests.Http.Certifications;

/// <summary>"What would it take?" without a person.</summary>
public sealed class WaysApiTests
{
    /// <summary>What is asked, how the certificate stands, and the first way that is not over.</summary>
    private static readonly (string Asked, string Status, string First)[] Answered =
    [
        ("due=2027-05-20&asOf=2027-02-18", "current", "renewal later 2027-02-19..2027-05-20 8000"),
        ("due=2027-05-20&asOf=2027-05-20", "current", "renewal open 2027-02-19..2027-05-20 8000"),
        ("due=2027-05-20&asOf=2027-05-21", "lapsed", "late-renewal open 2027-05-21..2028-05-20 13000"),
        ("issued=2025-05-20&due=2027-05-20&asOf=2028-05-21", "expired", "reinstatement-by-exam open 2028-05-21..2031-05-20 28000"),
        ("due=2027-05-20&asOf=2031-05-21", "vacated", "application open 2031-05-21.. 10000"),
        ("due=2026-03-20", "current", "renewal open 2025-12-20..2026-03-20 8000"),   // today is 2026-03-04
        ("due=2023-06-30&asOf=2024-07-15", "lapsed", "reinstatement open 2023-07-01..2027-06-30 0"),   // under the notice of 2021
    ];

    private static readonly (string Asked, HttpStatusCode Status)[] Refused =
    [
        ("", HttpStatusCode.BadRequest), ("due=", HttpStatusCode.BadRequest), ("due=20.5.2027", HttpStatusCode.BadRequest), ("due=2027-02-29", HttpStatusCode.BadRequest), ("due=1066-10-14", HttpStatusCode.BadRequest),
        ("due=9999-12-31", HttpStatusCode.BadRequest), ("due=2027-05-20&asOf=9999-12-31", HttpStatusCode.BadRequest), ("due=2027-05-20&issued=2027-05-21", HttpStatusCode.BadRequest),
        ("due=2027-05-20&asOf=2021-07-21", HttpStatusCode.Conflict),
    ];

    [Fact]
    [Provision("CAL-207.5", "CAL-209.L3", "CAL-209.XA5", "CAL-209.V1", "DHCS21-E1.3")]
    public async Task The_dates_of_a_certificate_are_enough()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var anybody = app.Client();
        foreach (var (asked, status, first) in Answered)
        {
            var answer = JsonDocument.Parse(await anybody.GetStringAsync(new Uri($"/api/v1/ways?{asked}", UriKind.Relative))).RootElement;
            Assert.Equal((asked, status), (asked, answer.GetProperty("dateStatus").GetString()));
            Assert.Equal(first, answer.GetProperty("ways").EnumerateArray().Where(w => w.GetProperty("state").GetString() is not "over").Select(w =>
                $"{w.GetProperty("way").GetString()} {w.GetProperty("state").GetString()} {w.GetProperty("firstDay").GetString()}..{w.GetProperty("lastDay").GetString()} {w.GetProperty("costCents").GetInt64()}").First());
        }
    }

    [Fact]
    public async Task Days_that_cannot_be_answered_for_are_refused_with_their_field()
    {
        await using var app = await TestApp.StartAsync(Engine.Sqlite);
        using var anybody = app.Client();
        foreach (var (asked, status) in Refused)
        {
            using var answer = await anybody.GetAsync(new Uri($"/api/v1/ways?{asked}", UriKind.Relative));
            Assert.Equal((asked, status, "application/problem+json"), (asked, answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
    }
}
