using System.Text;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using PeerCert.Core.Calendar;
using PeerCert.Core.Shared;
using PeerCert.Web.Hosting;
using PeerCert.Web.Texts;

namespace PeerCert.Web.Api;

/// <summary>
/// A person's own days as a calendar (RFC 5545), for whoever has the link. Calendars are often kept by others, so an entry says neither whose it is nor
/// what program it belongs to.
/// </summary>
public static class CalendarApi
{
    public const string Name = "calendar";

    public static void MapCalendarApi(this IEndpointRouteBuilder routes) => routes.MapGet("/calendar/{secret}", AnswerAsync)
        .AllowAnonymous().RequireRateLimiting(ClientLimits.Api).WithName(Name).ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(string secret, OpenCalendar open, Catalogue catalogue, ProgramClock clock, HttpContext context, CancellationToken ct)
    {
        if (await open.BySecretAsync(secret, ct) is not { Feed: { } feed } found)
            return TypedResults.NotFound();
        context.Response.Headers.CacheControl = "private, no-store";
        var language = catalogue.LanguageOf(feed.Language);
        var calendar = new Ical.Net.Calendar { ProductId = "-//certification//own days//EN" };
        calendar.Events.AddRange(found.Days.Select(day => new CalendarEvent
        {
            Uid = day.Name,
            DtStamp = new CalDateTime(clock.Now, "UTC"),
            Start = new CalDateTime(day.Day),
            Summary = catalogue.Say(language, day.What, clock),
            Transparency = "TRANSPARENT",
        }));
        return TypedResults.Bytes(Encoding.UTF8.GetBytes(new CalendarSerializer().SerializeToString(calendar)!), "text/calendar; charset=utf-8", "days.ics");
    }
}
