using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace PeerCert.Web.Hosting;

/// <summary>A part of a page as text, for what goes out by another way than the answer.</summary>
public sealed class RenderedParts(IRazorViewEngine engine, ITempDataProvider temporary)
{
    public async Task<string> RenderAsync<TModel>(ActionContext context, string path, TModel model, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (engine.GetView(null, path, isMainPage: false) is not { Success: true, View: { } view })
            throw new InvalidOperationException($"there is no part {path}");
        await using var written = new StringWriter();
        var data = new ViewDataDictionary<TModel>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = model };
        await view.RenderAsync(new ViewContext(context, view, data, new TempDataDictionary(context.HttpContext, temporary), written, new HtmlHelperOptions()));
        return written.ToString();
    }
}
