using System.Globalization;
using Microsoft.AspNetCore.Html;
using QRCoder;
using static PeerCert.Web.Components.Markup;

namespace PeerCert.Web.Components;

/// <summary>A QR code as a drawing inside the page: no image request, no style attribute, sharp on paper.</summary>
public static class QrSvg
{
    public static IHtmlContent Of(string content, string label)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(content, QRCodeGenerator.ECCLevel.M);
        var modules = code.ModuleMatrix;
        var path = new System.Text.StringBuilder();
        for (var y = 0; y < modules.Count; y++)
            for (var x = 0; x < modules.Count; x++)
                if (modules[y][x])
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
        return Tag("svg", "qr", ("viewBox", $"0 0 {modules.Count} {modules.Count}"), ("role", "img"), ("aria-label", label), ("shape-rendering", "crispEdges"))
            .With(Tag("path", null, ("d", path.ToString()), ("fill", "currentColor")));
    }
}
