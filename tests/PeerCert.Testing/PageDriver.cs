using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace PeerCert.Testing;

/// <summary>
/// Somebody at a browser without script: opens pages, fills in fields, presses buttons by their words, reads what is
/// there. What cannot be done is an error that shows the page.
/// </summary>
public sealed class PageDriver(HttpClient http) : IDisposable
{
    private readonly Dictionary<string, (string Name, string Type, byte[] Content)> _files = [];
    private readonly System.Runtime.CompilerServices.ConditionalWeakTable<IDocument, string> _addressOf = [];

    public IHtmlDocument Page { get; private set; } = null!;

    public HttpStatusCode Status { get; private set; }

    public HttpResponseMessage Response { get; private set; } = null!;

    public string Path { get; private set; } = "";

    public HttpClient Http => http;

    /// <summary>Called with every page that comes, to look at them all.</summary>
    public Action<PageDriver>? Came { get; set; }

    /// <summary>All words of the main part.</summary>
    public string Said => Words((INode?)Page.QuerySelector("main") ?? Page.Body!);

    public async Task<PageDriver> OpenAsync(string path)
    {
        await GoAsync(new HttpRequestMessage(HttpMethod.Get, path));
        return this;
    }

    /// <summary>Fills in the field of this name; a select or radio takes the value.</summary>
    public PageDriver Fill(string name, string value)
    {
        var fields = Page.QuerySelectorAll($"[name='{name}']");
        if (fields.Length == 0)
            throw Cannot($"there is no field {name}");
        foreach (var field in fields)
            switch (field)
            {
                case IHtmlInputElement { Type: "radio" or "checkbox" } choice:
                    choice.IsChecked = choice.Value == value;
                    break;
                case IHtmlInputElement { Type: "hidden" }:
                    break;
                case IHtmlInputElement input:
                    input.Value = value;
                    break;
                case IHtmlTextAreaElement area:
                    area.Value = value;
                    break;
                case IHtmlSelectElement select:
                    if (!select.Options.Any(o => o.Value == value))
                        throw Cannot($"{name} has no choice {value}");
                    select.Value = value;
                    break;
            }
        return this;
    }

    /// <summary>Checks these of several boxes of one name, and no other.</summary>
    public PageDriver Check(string name, params IEnumerable<string> values)
    {
        var wanted = values.ToHashSet();
        foreach (var box in Page.QuerySelectorAll<IHtmlInputElement>($"input[type=checkbox][name='{name}']"))
            box.IsChecked = wanted.Contains(box.Value);
        return this;
    }

    /// <summary>What can be chosen under a name.</summary>
    public IReadOnlyList<string> ChoicesOf(string name) => [.. Page.QuerySelectorAll<IHtmlInputElement>($"input[name='{name}']").Select(i => i.Value)];

    public PageDriver FillDay(string name, DateOnly day) => FillDay(name, $"{day.Year:0000}", $"{day.Month}", $"{day.Day}");

    public PageDriver FillDay(string name, string year, string month, string day) =>
        Fill($"{name}.Year", year).Fill($"{name}.Month", month).Fill($"{name}.Day", day);

    public PageDriver Attach(string name, string fileName, byte[] content, string type = "application/octet-stream")
    {
        _ = Page.QuerySelector($"input[type=file][name='{name}']") ?? throw Cannot($"there is no field for a file {name}");
        _files[name] = (fileName, type, content);
        return this;
    }

    /// <summary>Presses the button with these words.</summary>
    public Task<PageDriver> PressAsync(string words) => SendAsync(FormOf(words));

    /// <summary>The form of a button as it stands now, to be sent once or several times.</summary>
    public IHtmlButtonElement FormOf(string words) =>
        Page.QuerySelectorAll<IHtmlButtonElement>("button").FirstOrDefault(b => Words(b) == words) ?? throw Cannot($"there is no button \"{words}\"");

    /// <summary>Sends a form that may stand on an earlier page: a second click, or the way back.</summary>
    public Task<PageDriver> SendAgainAsync(IHtmlButtonElement button) => SendAsync(button);

    /// <summary>Sends the first form of the main part.</summary>
    public Task<PageDriver> SubmitAsync() =>
        SendAsync(Page.QuerySelector<IHtmlButtonElement>("main form button[type=submit]") ?? throw Cannot("there is no form"));

    public async Task<PageDriver> FollowAsync(string words)
    {
        var link = Page.QuerySelectorAll<IHtmlAnchorElement>("a").FirstOrDefault(a => Words(a) == words) ?? throw Cannot($"there is no link \"{words}\"");
        return await OpenAsync(link.GetAttribute("href")!);
    }

    /// <summary>The language of the page that is open.</summary>
    public string Language => Page.DocumentElement.GetAttribute("lang") ?? "en";

    /// <summary>Presses the button of a text, in the language of the page.</summary>
    public Task<PageDriver> PressKeyAsync(string key) => PressAsync(Spoken.In(Language, key));

    /// <summary>Follows the link of a text, in the language of the page.</summary>
    public Task<PageDriver> FollowKeyAsync(string key) => FollowAsync(Spoken.In(Language, key));

    public PageDriver SeesKey(string key) => Sees(Spoken.In(Language, key));

    public bool Has(string words) => Said.Contains(words, StringComparison.Ordinal);

    public PageDriver Sees(params string[] words)
    {
        foreach (var word in words)
            if (!Has(word))
                throw Cannot($"\"{word}\" is not there");
        return this;
    }

    public PageDriver DoesNotSee(params string[] words)
    {
        foreach (var word in words)
            if (Has(word))
                throw Cannot($"\"{word}\" is there");
        return this;
    }

    /// <summary>The words of the error at a field; null where there is none.</summary>
    public string? ErrorAt(string name) =>
        Page.QuerySelector($"#{name.Replace('.', '_').Replace('[', '_').Replace(']', '_')}-error") is { } error ? Words(error) : null;

    public string ValueOf(string name) => Page.QuerySelector($"[name='{name}']") switch
    {
        IHtmlInputElement input => input.Value,
        IHtmlTextAreaElement area => area.Value,
        IHtmlSelectElement select => select.Value ?? "",
        _ => throw Cannot($"there is no field {name}"),
    };

    public void Dispose() => http.Dispose();

    private async Task<PageDriver> SendAsync(IHtmlButtonElement button)
    {
        var form = button.Form ?? throw Cannot("the button is in no form");
        var fields = FieldsOf(form);
        if (button.GetAttribute("name") is { } name)
            fields.Add(new(name, button.Value));
        var action = (button.GetAttribute("formaction") ?? form.GetAttribute("action")) is { Length: > 0 } given ? given
            : _addressOf.TryGetValue(form.Owner!, out var address) ? address : Path;
        if (!string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase))
            return await OpenAsync($"{action.Split('?')[0]}?{string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}"))}");
        HttpContent content = form.GetAttribute("enctype") == "multipart/form-data" ? Multipart(fields) : new FormUrlEncodedContent(fields);
        await GoAsync(new HttpRequestMessage(HttpMethod.Post, action) { Content = content });
        return this;
    }

    private static List<KeyValuePair<string, string>> FieldsOf(IHtmlFormElement form)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var element in form.Elements)
            switch (element)
            {
                case IHtmlInputElement { Type: "file" or "submit" or "button" } or { Attributes: not null } and not (IHtmlInputElement or IHtmlTextAreaElement or IHtmlSelectElement):
                case IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false }:
                    break;
                case IHtmlInputElement { Name: { } name } input:
                    fields.Add(new(name, input.Value));
                    break;
                case IHtmlTextAreaElement { Name: { } name } area:
                    fields.Add(new(name, area.Value));
                    break;
                case IHtmlSelectElement { Name: { } name } select:
                    fields.Add(new(name, select.Value ?? ""));
                    break;
            }
        return fields;
    }

    private MultipartFormDataContent Multipart(List<KeyValuePair<string, string>> fields)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            content.Add(new StringContent(value), name);
        foreach (var (name, file) in _files)
        {
            var part = new ByteArrayContent(file.Content);
            part.Headers.ContentType = new(file.Type);
            content.Add(part, name, file.Name);
        }
        _files.Clear();
        return content;
    }

    private async Task GoAsync(HttpRequestMessage request)
    {
        for (var hops = 0; ; hops++)
        {
            Response = await http.SendAsync(request);
            Path = request.RequestUri!.IsAbsoluteUri ? request.RequestUri.PathAndQuery : request.RequestUri.OriginalString;
            if (hops == 5 || Response.Headers.Location is not { } next || (int)Response.StatusCode is < 300 or >= 400)
                break;
            request = new(HttpMethod.Get, next);
        }
        Status = Response.StatusCode;
        Page = new HtmlParser().ParseDocument(await Response.Content.ReadAsStringAsync());
        _addressOf.Add(Page, Path);
        Came?.Invoke(this);
    }

    private static string Words(INode node) => string.Join(' ', node.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private InvalidOperationException Cannot(string why) => new($"{why} on {Path} ({(int)Status}):\n{Said}");
}
