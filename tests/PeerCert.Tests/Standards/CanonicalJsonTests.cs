using System.Text.Json.Nodes;
using PeerCert.Standards.Loading;

namespace PeerCert.Tests.Standards;

/// <summary>The examples of RFC 8785, as far as a pack can hold them: it has no floating point.</summary>
public class CanonicalJsonTests
{
    private static string Canonical(string json) => CanonicalJson.Write(JsonNode.Parse(json));

    [Fact]
    public void Keys_are_sorted_by_their_utf16_units()   // RFC 8785, section 3.2.3
    {
        const string input = """
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
             "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """;

        Assert.Equal(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"ö\":\"Latin Small Letter O With Diaeresis\","
            + "\"€\":\"Euro Sign\",\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
            Canonical(input));
    }

    [Fact]
    public void Strings_are_escaped_only_where_they_must_be()   // RFC 8785, section 3.2.2
    {
        const string input = """{"literals":[null,true,false],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"}""";

        Assert.Equal("""{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}""", Canonical(input));
    }

    [Fact]
    public void Every_short_escape_is_used() =>
        Assert.Equal("""["\b\t\n\f\r\"\\"]""", Canonical("""["\u0008\u0009\u000a\u000c\u000d\u0022\u005c"]"""));

    [Fact]
    public void Space_between_values_goes_and_order_of_lists_stays() =>
        Assert.Equal("""{"a":[3,1,2],"b":{}}""", Canonical(""" { "b" : { } , "a" : [ 3 , 1 , 2 ] } """));

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("-9007199254740991", "-9007199254740991")]
    public void Whole_numbers_are_kept(string input, string canonical) => Assert.Equal(canonical, Canonical(input));

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("9007199254740992")]
    [InlineData("-9007199254740992")]
    public void Numbers_that_readers_could_change_are_refused(string input) =>
        Assert.Throws<ArgumentException>(() => Canonical(input));

    [Fact]
    public void The_hash_is_that_of_the_canonical_bytes() =>   // SHA-256 of the two bytes {}
        Assert.Equal("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", CanonicalJson.Sha256(JsonNode.Parse(" { } ")));
}
