using AgenticAi.Agents.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AgenticAi.Routes;

/// <summary>The routes of the server, in one place.</summary>
internal static class RouteMap
{
    public static void MapAgenticAi(this IEndpointRouteBuilder app)
    {
        app.MapPost(TwilioPaths.Voice, (HttpContext context, VoiceRoute route) => route.HandleAsync(context));
        app.MapPost(TwilioPaths.Resume, (HttpContext context, ResumeRoute route) => route.HandleAsync(context));
        app.MapPost(TwilioPaths.Status, (HttpContext context, StatusRoute route) => route.HandleAsync(context));
        app.MapGet(TwilioPaths.MediaStream, (HttpContext context, MediaStreamRoute route) => route.HandleAsync(context));

        app.MapPost(AgentCallbacks.Path + "{taskId}", (string taskId, HttpContext context, AgentCallbackRoute route) =>
            route.HandleAsync(taskId, context));

        app.MapGet("/health/live", (HealthRoute route, CancellationToken cancelled) => route.LiveAsync(cancelled));
        app.MapGet("/health/ready", (HealthRoute route, CancellationToken cancelled) => route.ReadyAsync(cancelled));

        RouteGroupBuilder api = app.MapGroup("/api").AddEndpointFilter<ApiGuard>();
        api.MapGet("/calls", (CallsApi calls) => calls.List());
        api.MapGet("/calls/{id}", (string id, CallsApi calls) => calls.Get(id));
        api.MapPost("/calls/{id}/say", (string id, SayRequest request, CallsApi calls) => calls.Say(id, request));
        api.MapPost("/calls/{id}/end", (string id, CallsApi calls) => calls.End(id));
        api.MapGet("/conversations", (HttpRequest request, ConversationListApi conversations, CancellationToken cancelled) =>
            conversations.ListAsync(request.Query, cancelled));
        api.MapGet("/conversations/{id}", (string id, ConversationsApi conversations, CancellationToken cancelled) =>
            conversations.GetAsync(id, cancelled));
    }
}
