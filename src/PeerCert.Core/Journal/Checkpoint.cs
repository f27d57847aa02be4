using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using PeerCert.Core.Shared;

namespace PeerCert.Core.Journal;

/// <summary>
/// That the chain of this instance had this hash at this number, signed. Kept elsewhere, it shows later whether lines
/// were cut off or all of them rewritten. The signature is ECDSA over P-256 with SHA-256, DER, over
/// <see cref="SignedWords"/>: <c>openssl dgst -sha256 -verify</c> checks it too.
/// </summary>
public sealed record Checkpoint(Guid Instance, long Number, string Hash, DateTime At, string Signature)
{
    private static readonly JsonSerializerOptions Strict = new(Json.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        WriteIndented = true,
    };

    [JsonIgnore]
    public string FileName => $"checkpoint-{Number.ToString("D12", CultureInfo.InvariantCulture)}.json";

    /// <summary>What is signed: five lines, none of which can hold a line break.</summary>
    public static string SignedWords(Guid instance, long number, string hash, DateTime at) =>
        string.Create(CultureInfo.InvariantCulture, $"peercert-checkpoint-1\n{instance}\n{number}\n{hash}\n{at:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\n");

    public static Checkpoint Sign(ECDsa key, Guid instance, long number, string hash, DateTime at) =>
        new(instance, number, hash, at, Convert.ToBase64String(
            key.SignData(Encoding.ASCII.GetBytes(SignedWords(instance, number, hash, at)), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)));

    public bool IsSignedBy(ECDsa key)
    {
        var signature = new byte[Signature.Length];
        return Convert.TryFromBase64String(Signature, signature, out var length)
            && key.VerifyData(
                Encoding.UTF8.GetBytes(SignedWords(Instance, Number, Hash, At)), signature.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, Strict), (byte)'\n'];

    /// <summary>Null where the file is no checkpoint.</summary>
    public static Checkpoint? Read(ReadOnlySpan<byte> file)
    {
        try
        {
            return JsonSerializer.Deserialize<Checkpoint>(file, Strict) is { At.Kind: DateTimeKind.Utc } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
