using PeerCert.Core.Shared;

namespace PeerCert.Tests.Shared;

public class TypedDayTests
{
    [Theory]
    [InlineData("2024", "2", "29", 2024, 2, 29)]
    [InlineData("2000", "02", "29", 2000, 2, 29)]
    [InlineData("٢٠٢٦", "٥", "٤", 2026, 5, 4)]
    [InlineData(" 2026 ", " 12 ", "31", 2026, 12, 31)]
    [InlineData("1900", "1", "1", 1900, 1, 1)]
    public void A_day_that_exists_is_read(string year, string month, string day, int y, int m, int d) =>
        Assert.Equal(new DateOnly(y, m, d), new TypedDay(year, month, day).Read("Day").Match(v => v, _ => default));

    [Theory]
    [InlineData("2025", "2", "29", "field.date.impossible")]
    [InlineData("2025", "2", "30", "field.date.impossible")]
    [InlineData("2025", "13", "1", "field.date.impossible")]
    [InlineData("2025", "0", "1", "field.date.impossible")]
    [InlineData("2025", "4", "31", "field.date.impossible")]
    [InlineData("0000", "1", "1", "field.date.year")]
    [InlineData("1899", "12", "31", "field.date.year")]
    [InlineData("26", "1", "1", "field.date.year")]
    [InlineData("20261", "1", "1", "field.date.year")]
    [InlineData("2026", "May", "1", "field.date.impossible")]
    [InlineData("2026", "-1", "1", "field.date.impossible")]
    [InlineData("2026", "1", "", "field.date.incomplete")]
    [InlineData("2026", "99999999999", "1", "field.date.impossible")]
    [InlineData(null, "", "  ", "field.date.missing")]
    public void A_day_that_does_not_exist_is_refused_at_its_field(string? year, string? month, string? day, string key)
    {
        var refused = Assert.IsType<Problem.Invalid>(new TypedDay(year, month, day).Read("BirthDate").Problem);
        Assert.Equal(("BirthDate", key), (refused.Fields[0].Field, refused.Fields[0].Message.Key));
    }
}
