using System.CommandLine;

namespace AgenticAi.Commands;

/// <summary>An option that takes an http or https address.</summary>
internal sealed class UrlOption : Option<Uri>
{
    public UrlOption(string name, Uri byDefault)
        : base(name)
    {
        HelpName = "URL";
        DefaultValueFactory = _ => byDefault;
        CustomParser = result =>
        {
            string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is ("http" or "https")) return url;
            result.AddError($"{name}: {text} is not allowed: an address that begins with http:// or https://");
            return null;
        };
    }
}
