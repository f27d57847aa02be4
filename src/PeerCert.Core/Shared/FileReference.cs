using System.Security.Cryptography;

namespace PeerCert.Core.Shared;

/// <summary>What people call a file on the telephone: letters and digits that cannot be mistaken for one another, not counted up, so that one tells nothing of others.</summary>
public static class FileReference
{
    public static string New(char kind) => $"{kind}-{RandomNumberGenerator.GetString("23456789CDFGHJKMPQRTVWXY", 7)}";
}
