using PeerCert.Core.People;
using PeerCert.Core.Shared;

namespace PeerCert.Tests.People;

/// <summary>Any name that stands on an identification is taken; only what cannot be seen or stored is refused.</summary>
public class PrintedNameTests
{
    [Theory]
    [InlineData("X")]
    [InlineData("Robin Example")]
    [InlineData("Jean-Luc d’Exemple")]
    [InlineData("محمد نمونه")]
    [InlineData("示例 小明")]
    [InlineData("Nkauj Hmoob Piv Txwv")]
    [InlineData("नमूना देवी")]
    [InlineData("می\u200cخواهم")]   // the joiner belongs to the spelling
    [InlineData("𠮷野 例")]
    public void Names_of_any_script_are_taken_as_printed(string printed) =>
        Assert.Equal(printed, Read(printed).Match(n => n.AsPrinted, _ => ""));

    [Fact]
    public void Spaces_at_the_ends_and_doubled_ones_are_not_part_of_a_name() =>
        Assert.Equal("Robin Example", Read("  Robin \t Example ").Match(n => n.AsPrinted, _ => ""));

    [Theory]
    [InlineData(PrintedName.MaxLength, true)]
    [InlineData(PrintedName.MaxLength + 1, false)]
    [InlineData(300, false)]
    public void A_name_is_taken_up_to_the_length_that_can_be_kept(int length, bool taken) =>
        Assert.Equal(taken, Read(new string('n', length)).Problem is null);

    [Theory]
    [InlineData(null, "name.missing")]
    [InlineData("   ", "name.missing")]
    [InlineData("1234", "name.no-letter")]
    [InlineData("Robin\u202Eelpmaxe", "name.unseen-character")]
    [InlineData("Robin\u0000Example", "name.unseen-character")]
    [InlineData("Robin\u200BExample", "name.unseen-character")]
    public void What_cannot_be_a_name_is_refused_with_the_reason(string? printed, string key)
    {
        var refused = Assert.IsType<Problem.Invalid>(Read(printed).Problem);
        Assert.Equal(("AsPrinted", key), (refused.Fields[0].Field, refused.Fields[0].Message.Key));
    }

    [Fact]
    public void Half_a_character_is_refused_and_not_an_error_of_the_program() =>
        Assert.Equal("name.unseen-character", Assert.IsType<Problem.Invalid>(Read("Robin\uD800").Problem).Fields[0].Message.Key);

    [Fact]
    public void Every_part_that_is_wrong_is_named_at_once() =>
        Assert.Equal(["AsPrinted", "Family"], Assert.IsType<Problem.Invalid>(PrintedName.Read("", "Robin", new string('n', 300)).Problem).Fields.Select(f => f.Field));

    private static Result<PrintedName> Read(string? printed) => PrintedName.Read(printed, null, null);
}
