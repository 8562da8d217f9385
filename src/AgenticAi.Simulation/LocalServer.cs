using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Simulation;

/// <summary>A web server for one simulated service: plain HTTP, without logs, quick to stop.</summary>
internal static class LocalServer
{
    /// <param name="address">Address to listen on.</param>
    /// <param name="port">Port to listen on; 0 for a free one.</param>
    public static WebApplication Create(IPAddress address, int port)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address, port));
        return builder.Build();
    }

    /// <summary>Starts it.</summary>
    /// <returns>Where it listens: <c>http://host:port</c>.</returns>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<Uri> StartAsync(WebApplication app, CancellationToken cancellationToken)
    {
        await app.StartAsync(cancellationToken);
        return new Uri(app.Urls.First());
    }
}
