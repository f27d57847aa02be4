using PeerCert.Web.Texts;

namespace PeerCert.Tests.Texts;

/// <summary>Samples are those printed beside the rules in Unicode CLDR, taken at the edges.</summary>
public sealed class PluralRulesTests
{
    [Theory]
    [InlineData("en", "one", 1)]
    [InlineData("en", "other", 0, 2, 11, 21, 101, 1_000_000)]
    [InlineData("es", "one", 1)]
    [InlineData("es", "many", 1_000_000, 2_000_000)]
    [InlineData("es", "other", 0, 2, 16, 100, 999_999, 1_000_001)]
    [InlineData("ar", "zero", 0)]
    [InlineData("ar", "one", 1)]
    [InlineData("ar", "two", 2)]
    [InlineData("ar", "few", 3, 10, 103, 110, 1003)]
    [InlineData("ar", "many", 11, 26, 99, 111, 1011)]
    [InlineData("ar", "other", 100, 102, 200, 202, 1000, 1_000_000)]
    [InlineData("fa", "one", 0, 1)]
    [InlineData("fa", "other", 2, 17, 100)]
    [InlineData("hi", "one", 0, 1)]
    [InlineData("hi", "other", 2, 17, 100)]
    [InlineData("ru", "one", 1, 21, 31, 101, 1001)]
    [InlineData("ru", "few", 2, 4, 22, 24, 102, 1002)]
    [InlineData("ru", "many", 0, 5, 11, 12, 14, 19, 100, 111, 112)]
    [InlineData("zh", "other", 0, 1, 2, 100)]
    [InlineData("ja", "other", 0, 1, 2, 100)]
    [InlineData("ko", "other", 0, 1, 2, 100)]
    [InlineData("vi", "other", 0, 1, 2, 100)]
    public void Each_language_counts_as_it_does(string language, string category, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            Assert.Equal(category, PluralRules.CategoryOf(language, number));
            Assert.Equal(category, PluralRules.CategoryOf(language, -(long)number));
        }
        Assert.Contains(category, PluralRules.CategoriesOf(language));
    }

    [Fact]
    public void Every_category_a_number_can_have_is_one_the_language_must_translate()
    {
        foreach (var language in Language.Known)
            Assert.Subset(
                PluralRules.CategoriesOf(language.Tag).ToHashSet(),
                Enumerable.Range(0, 2000).Append(1_000_000).Select(n => PluralRules.CategoryOf(language.Tag, n)).ToHashSet());
    }

    [Fact]
    public void The_smallest_number_there_is_has_a_form_too() => Assert.Equal("few", PluralRules.CategoryOf("ar", long.MinValue));
}
