namespace PeerCert.Core.People;

/// <summary>How long things about accounts take, as the operator set it (<c>Accounts</c> in the settings).</summary>
public sealed class AccountOptions
{
    public const string Section = "Accounts";

    /// <summary>How long the link works that confirms an address.</summary>
    public int ConfirmHours { get; set; } = 72;

    /// <summary>How many letters of one kind go to one address in a day. More are not written, and nobody can tell.</summary>
    public int LettersPerDay { get; set; } = 5;
}
