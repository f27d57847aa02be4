using PeerCert.Core.Shared;

namespace PeerCert.Tests.Shared;

public class NameKeyTests
{
    [Theory]
    [InlineData("Núñez-Ibáñez, José", "nunez ibanez jose")]
    [InlineData("O'Example", "oexample")]
    [InlineData("O\u2019Example", "oexample")]
    [InlineData("  Two   Spaces ", "two spaces")]
    [InlineData("Ｆｕｌｌ Ｗｉｄｔｈ", "full width")]
    [InlineData("Straße", "straße")]
    [InlineData("نمونه", "نمونه")]
    [InlineData("示例", "示例")]
    [InlineData("Nguyễn Văn Mẫu", "nguyen van mau")]
    [InlineData("", "")]
    [InlineData("-- ,", "")]
    public void A_name_is_folded_for_finding(string name, string key) => Assert.Equal(key, NameKey.Of(name));

    private static readonly string[] OneName = ["Núñez", "NÚÑEZ", "Nu\u0301n\u0303ez", "nunez"];

    [Fact]
    public void However_it_is_typed_a_name_has_one_key() => Assert.Single(OneName.Select(NameKey.Of).Distinct());
}
