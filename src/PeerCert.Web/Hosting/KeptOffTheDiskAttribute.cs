using Microsoft.AspNetCore.Http.Metadata;

namespace PeerCert.Web.Hosting;

/// <summary>A page whose upload may hold what must never be stored: it stays in memory while it is read, up to the largest that is taken.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeptOffTheDiskAttribute : Attribute, IFormOptionsMetadata
{
    public int? MemoryBufferThreshold => (int)RequestSizes.Upload;

    public bool? BufferBody => null;

    public long? BufferBodyLengthLimit => null;

    public int? ValueCountLimit => null;

    public int? KeyLengthLimit => null;

    public int? ValueLengthLimit => null;

    public int? MultipartBoundaryLengthLimit => null;

    public int? MultipartHeadersCountLimit => null;

    public int? MultipartHeadersLengthLimit => null;

    public long? MultipartBodyLengthLimit => null;
}
