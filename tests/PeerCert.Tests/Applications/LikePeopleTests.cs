using PeerCert.Core.Certifications;
using PeerCert.Core.People;

namespace PeerCert.Tests.Applications;

/// <summary>When two names, or two addresses, could be one person's.</summary>
public class LikePeopleTests
{
    [Theory]
    [InlineData("robin example", "robin exampel", true)]
    [InlineData("robin example", "example robin", true)]
    [InlineData("maria lopez", "maria lopez garcia", true)]
    [InlineData("li wu", "li wo", true)]
    [InlineData("robin example", "kim sample", false)]
    [InlineData("li wu", "an ba", false)]
    [InlineData("jo de la cruz", "al de la paz", false)]   // what many names have in common is no likeness
    public void Names_are_alike_by_a_word_or_but_for_two_letters(string one, string other, bool alike)
    {
        Assert.Equal(alike, LikePeople.AreAlike(one, other));
        Assert.Equal(alike, LikePeople.AreAlike(other, one));
    }

    [Theory]
    [InlineData("Robin+Work@example.org", "ROBIN@EXAMPLE.ORG")]
    [InlineData("robin@example.org", "ROBIN@EXAMPLE.ORG")]
    [InlineData("robin.w@example.org", "ROBIN.W@EXAMPLE.ORG")]
    [InlineData("+@example.org", "@EXAMPLE.ORG")]
    public void A_mailbox_is_what_stands_before_a_plus_sign(string email, string mailbox) => Assert.Equal(mailbox, PersonKey.Mailbox(email));
}
