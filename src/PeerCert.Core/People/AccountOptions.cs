namespace PeerCert.Core.People;

/// <summary>How long things about accounts take, as the operator set it (<c>Accounts</c> in the settings).</summary>
public sealed class AccountOptions
{
    public const string Section = "Accounts";

    /// <summary>How long the link works that confirms an address.</summary>
    public int ConfirmHours { get; set; } = 72;

    /// <summary>How long the link works that opens an account whose password is forgotten.</summary>
    public int RecoverMinutes { get; set; } = 60;

    /// <summary>How long an account's owner has to stop what two members of staff decided, before its link works.</summary>
    public int ResetDelayHours { get; set; } = 24;

    /// <summary>How long that link works from then on.</summary>
    public int ResetLinkHours { get; set; } = 72;

    /// <summary>Whether a role can be used only in a session that was proved by a code or a passkey.</summary>
    public bool StaffSecondStep { get; set; } = true;

    /// <summary>For how long such a proof is good for what cannot be taken back, as issuing a certificate.</summary>
    public int ProofMinutes { get; set; } = 15;

    /// <summary>How many letters of one kind go to one address in a day. More are not written, and nobody can tell.</summary>
    public int LettersPerDay { get; set; } = 5;
}
