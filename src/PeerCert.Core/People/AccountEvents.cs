using PeerCert.Core.Journal;

namespace PeerCert.Core.People;

public enum AccountOrigin { SignUp, Invitation, Setup }

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

[JournalEvent("signed-out-everywhere")]
public sealed record SignedOutEverywhere : IJournalEvent;

[JournalEvent("staff-invited")]
public sealed record StaffInvited(DateTime Until) : IJournalEvent;

[JournalEvent("role-granted")]
public sealed record RoleGranted(Role Role) : IJournalEvent;

[JournalEvent("role-ended")]
public sealed record RoleEnded(Role Role) : IJournalEvent;
