using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using PeerCert.Web.Access;

namespace PeerCert.Web.Hosting;

/// <summary>
/// What somebody had typed when a store did not answer, so that nothing is lost: shown again, and sent again by one
/// button. Passwords and files are asked for again.
/// </summary>
/// <param name="Whose">Whose form it was, sealed; null for a form of nobody.</param>
/// <param name="Token">
/// The antiforgery token as it was sent. It is carried over, not made anew: a new one would turn a forged request into a
/// valid one at the press of the button, and could not be made while the key ring is out of reach.
/// </param>
public sealed record ReplayedForm(
    string Action, string? TokenField, string? Token, string? Whose, ImmutableArray<ReplayedField> Fields,
    ImmutableArray<ReplayedField> Secrets, ImmutableArray<ReplayedField> Files)
{
    /// <summary>The field in which a form says whose it is.</summary>
    public const string WhoseField = "peercert-whose";

    private static readonly ImmutableArray<string> SecretWords = ["password", "passcode", "secret", "token", "current"];

    /// <summary>Null where nothing was posted, or what was posted cannot be read any more.</summary>
    public static async Task<ReplayedForm?> FromAsync(HttpContext context, IModelMetadataProvider metadata)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType)
            return null;
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or OperationCanceledException or InvalidOperationException)
        {
            return null;
        }

        var tokenField = context.RequestServices.GetService<IOptions<AntiforgeryOptions>>()?.Value.FormFieldName;
        var typed = form.Where(f => f.Key != tokenField && f.Key is not (WhoseField or TypedForms.KeptField))
            .SelectMany(f => f.Value, (f, value) => new ReplayedField(f.Key, value ?? "", LabelOf(context, metadata, f.Key)))
            .ToLookup(f => SecretWords.Any(w => f.Name.Contains(w, StringComparison.OrdinalIgnoreCase)));
        return new(
            ActionOf(request), tokenField, tokenField is null ? null : form[tokenField].FirstOrDefault(), form[WhoseField].FirstOrDefault(),
            [.. typed[false]],
            [.. typed[true].Select(f => f with { Value = "" })],
            [.. form.Files.Where(f => f.FileName.Length > 0).Select(f => new ReplayedField(f.Name, f.FileName, LabelOf(context, metadata, f.Name)))]);
    }

    /// <summary>What a person can read of it: under each label what was typed there, and nothing that the page carried along by itself.</summary>
    [JsonIgnore]
    public IEnumerable<(string Label, string Typed)> Shown => Fields
        .Where(f => f is { Label: not null, Value.Length: > 0 } && !Guid.TryParse(f.Value, out _) && f.Value is not ("true" or "false"))
        .GroupBy(f => f.Label!).Select(g => (g.Key, string.Join(" / ", g.Select(f => f.Value))));

    /// <summary>The same address, which can never be another site's: two slashes at its start would be.</summary>
    private static string ActionOf(HttpRequest request) =>
        "/" + (request.PathBase + request.Path).ToUriComponent().TrimStart('/') + request.QueryString.ToUriComponent();

    /// <summary>The label that the form showed, where the page declares one on the property.</summary>
    private static string? LabelOf(HttpContext context, IModelMetadataProvider provider, string field)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<CompiledPageActionDescriptor>()?.ModelTypeInfo is not { } page)
            return null;
        var metadata = provider.GetMetadataForType(page);
        string? label = null;
        foreach (var part in field.Split('.'))
        {
            if (metadata.Properties[part] is not { } property)
                return label;
            (metadata, label) = (property, property.DisplayName ?? label);
        }
        return label;
    }
}

/// <summary>One posted value; for a file its name.</summary>
public sealed record ReplayedField(string Name, string Value, string? Label)
{
    /// <summary>The form's own label, or the last part of the field's name.</summary>
    public string Caption => Label ?? Name[(Name.LastIndexOf('.') + 1)..];
}
