using PeerCert.Core.Journal;

namespace PeerCert.Core.People;

public enum AccountOrigin { SignUp, Invitation, Setup, Provider }

[JournalEvent("account-created")]
public sealed record AccountCreated(AccountOrigin Origin) : IJournalEvent;

[JournalEvent("person-registered")]
public sealed record PersonRegistered(Guid? Account) : IJournalEvent;

[JournalEvent("account-locked")]
public sealed record AccountLocked(DateTime Until) : IJournalEvent;

[JournalEvent("address-confirmed")]
public sealed record AddressConfirmed : IJournalEvent;

[JournalEvent("address-change-asked")]
public sealed record AddressChangeAsked : IJournalEvent;

[JournalEvent("address-changed")]
public sealed record AddressChanged : IJournalEvent;

[JournalEvent("password-set")]
public sealed record PasswordSet : IJournalEvent;

[JournalEvent("account-recovered")]
public sealed record AccountRecovered : IJournalEvent;

/// <summary>Somebody of the staff has checked who it is; a second one is still to agree.</summary>
[JournalEvent("account-reset-asked")]
public sealed record AccountResetAsked(bool NewAddress) : IJournalEvent;

[JournalEvent("account-reset-confirmed")]
public sealed record AccountResetConfirmed(DateTime WorksFrom) : IJournalEvent;

[JournalEvent("account-reset-stopped")]
public sealed record AccountResetStopped : IJournalEvent;

[JournalEvent("account-reset-used")]
public sealed record AccountResetUsed : IJournalEvent;

[JournalEvent("account-closed")]
public sealed record AccountClosed : IJournalEvent;

[JournalEvent("signed-out-everywhere")]
public sealed record SignedOutEverywhere : IJournalEvent;

[JournalEvent("staff-invited")]
public sealed record StaffInvited(DateTime Until) : IJournalEvent;

[JournalEvent("role-granted")]
public sealed record RoleGranted(Role Role) : IJournalEvent;

[JournalEvent("role-ended")]
public sealed record RoleEnded(Role Role) : IJournalEvent;
