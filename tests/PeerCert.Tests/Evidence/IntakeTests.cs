using System.Text;
using PeerCert.Core.Evidence;
using PeerCert.Core.Shared;
using PeerCert.Testing;
using PeerCert.Testing.Documents;
using PeerCert.Web.Demo;

namespace PeerCert.Tests.Evidence;

/// <summary>What comes in from a stranger is looked at by tools with limits, kept without what it should not say, and shown as drawn by us.</summary>
[Trait("Category", "Tools")]
public sealed class IntakeTests
{
    public static TheoryData<string> Names => [.. BadFiles.All.Keys];

    [Theory, MemberData(nameof(Names)), Provision("CF-51")]
    public async Task A_file_that_is_no_document_is_refused_with_what_is_wrong_and_nothing_is_kept(string name)
    {
        using var bench = new EvidenceBench();
        var (content, because) = BadFiles.All[name];

        var refused = (await bench.Take(content())).Problem;

        var field = Assert.Single(Assert.IsType<Problem.Invalid>(refused).Fields);
        Assert.Equal(("File", because), (field.Field, field.Message.Key));
        Assert.Empty(bench.Files);
    }

    [Fact]
    public async Task A_pdf_is_kept_as_it_is_with_a_picture_of_each_page()
    {
        using var bench = new EvidenceBench();
        var pdf = InventedDocument.Pdf("a diploma");

        var taken = await bench.Took(pdf);

        Assert.Equal(pdf, await bench.Read(taken.Kept));
        var page = Assert.Single(taken.Pages);
        Assert.Equal(("image/jpeg", PageLook.Clear), (page.Preview.ContentType, page.Look));
        Assert.Equal(VirusScan.NotScanned, taken.Scan);
    }

    [Fact]
    public async Task As_many_pages_as_the_setting_allows_come_in_and_one_more_does_not()
    {
        using var bench = new EvidenceBench(options => options with { MostPages = 12 });

        Assert.Equal(12, (await bench.Took(BadFiles.Pages(12))).Pages.Count);
        Assert.Equal("evidence.too-many-pages", EvidenceBench.Because(await bench.Take(BadFiles.Pages(13))));
    }

    [Theory, InlineData(6), InlineData(8), InlineData(3), InlineData(1)]
    public async Task A_photo_is_kept_upright_and_without_what_the_camera_wrote_into_it(int orientation)
    {
        using var bench = new EvidenceBench();
        var photo = BadFiles.Page().Jpeg(orientation, "at home in Sampletown");
        Assert.Contains("Sampletown", Encoding.Latin1.GetString(photo), StringComparison.Ordinal);

        var taken = await bench.Took(photo);

        var kept = await bench.Read(taken.Kept);
        Assert.Equal("image/jpeg", taken.Kept.ContentType);
        Assert.DoesNotContain("Sampletown", Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(kept), StringComparison.Ordinal);
        Assert.Equal(orientation is 6 or 8 ? (1200, 900) : (900, 1200), Size(kept));
        Assert.Equal(orientation is 6 or 8 ? (1200, 900) : (900, 1200), Size(await bench.Read(Assert.Single(taken.Pages).Preview)));
    }

    [Fact]
    public async Task A_picture_with_another_file_behind_it_is_kept_without_that_file()
    {
        using var bench = new EvidenceBench();

        var taken = await bench.Took([.. BadFiles.Page().Png(), .. "PK\u0003\u0004 and <script>"u8]);

        Assert.DoesNotContain("<script>", Encoding.Latin1.GetString(await bench.Read(taken.Kept)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_takes_too_long_or_asks_for_too_much_is_ended_and_said()
    {
        using var slow = new EvidenceBench(options => options with { ToolSeconds = 1 });
        using var folder = await slow.Tools.OpenFolderAsync("in.pdf", "x"u8.ToArray(), default);
        Assert.True((await slow.Tools.RunAsync(folder, "sleep", ["30"], default)).Stopped);

        using var small = new EvidenceBench(options => options with { ToolMegabytes = 24 });
        Assert.Equal("evidence.broken", EvidenceBench.Because(await small.Take(BadFiles.Page().Png())));
    }

    [Fact]
    public async Task A_tool_has_no_secrets_around_it_no_network_and_no_files_of_the_program()
    {
        using var bench = new EvidenceBench();
        Environment.SetEnvironmentVariable("PEERCERT_Secret", "of the program");
        using var folder = await bench.Tools.OpenFolderAsync("in.pdf", "x"u8.ToArray(), default);

        var said = (await bench.Tools.RunAsync(folder, "env", [], default)).Said;
        Assert.DoesNotContain("Secret", said, StringComparison.Ordinal);
        var limits = (await bench.Tools.RunAsync(folder, "cat", ["/proc/self/limits"], default)).Said;
        Assert.Matches(@"Max address space +1073741824", limits);
        Assert.Matches(@"Max cpu time +30 ", limits);
        Assert.Matches(@"Max core file size +0 ", limits);
        Assert.Matches(@"Max file size +67108864", limits);
        if (!Environment.IsPrivilegedProcess)
            return;
        Assert.Equal("65534", (await bench.Tools.RunAsync(folder, "id", ["-u"], default)).Said.Trim());
        Assert.Matches(@"Max processes +64 ", limits);
        var network = (await bench.Tools.RunAsync(folder, "cat", ["/proc/net/dev"], default)).Said;
        Assert.Single(network.Split('\n'), line => line.Contains(':', StringComparison.Ordinal) && line.TrimStart().StartsWith("lo:", StringComparison.Ordinal));
        Assert.DoesNotContain("eth", network, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_a_tool_leaves_behind_is_not_followed()
    {
        using var bench = new EvidenceBench();
        using var folder = await bench.Tools.OpenFolderAsync("in.pdf", "x"u8.ToArray(), default);
        File.CreateSymbolicLink(folder.PathOf("page-1.jpg"), "/etc/passwd");

        Assert.Empty(folder.Made("page", ".jpg"));
    }

    [Fact]
    public async Task Without_the_tools_no_file_is_taken_and_the_reason_is_said()
    {
        using var bench = new EvidenceBench(options => options with { ToolPath = "/nowhere" });

        Assert.Equal("evidence.tools-missing", EvidenceBench.Because(await bench.Take(InventedDocument.Pdf("x"))));
        Assert.Equal(["coreutils", "libvips-tools", "poppler-utils", "util-linux"], bench.Tools.MissingPackages);
    }

    [Fact]
    public async Task Nothing_is_left_in_the_temporary_folder()
    {
        using var bench = new EvidenceBench();
        string path;
        using (var folder = await bench.Tools.OpenFolderAsync("in.pdf", "x"u8.ToArray(), default))
            path = folder.Path;
        Assert.False(Directory.Exists(path));
    }

    /// <summary>Width and height from the head of a JPEG.</summary>
    private static (int, int) Size(byte[] jpeg)
    {
        for (var at = 2; at + 9 < jpeg.Length; at += 2 + (jpeg[at + 2] << 8 | jpeg[at + 3]))
            if (jpeg[at + 1] is 0xC0 or 0xC1 or 0xC2)
                return (jpeg[at + 7] << 8 | jpeg[at + 8], jpeg[at + 5] << 8 | jpeg[at + 6]);
        return default;
    }
}
