using System.ClientModel;
using System.ClientModel.Primitives;
using AgenticAi.Conversations;
using AgenticAi.Intents.Models;
using OpenAI;
using OpenAI.Chat;

namespace AgenticAi.Intents.OpenAI;

/// <summary>
/// Asks a model of OpenAI by Chat Completions with a strict schema (https://developers.openai.com/api/docs/guides/structured-outputs).
/// Tries once: a second try would come after the time limit.
/// </summary>
public sealed class OpenAIAnalyzer : IIntentAnalyzer
{
    private const string Vendor = "OpenAI";

    /// <summary>An intent has some 100 tokens; ten times as many are a model that has lost its way.</summary>
    private const int MostTokens = 1_000;

    private static readonly ChatResponseFormat Format =
        ChatResponseFormat.CreateJsonSchemaFormat("intent", BinaryData.FromString(IntentSchema.ForOpenAI), jsonSchemaIsStrict: true);

    private readonly ChatClient _client;
    private readonly string? _effort;

    /// <param name="options">Which model, and where.</param>
    /// <param name="http">Carries the requests; stays the caller's.</param>
    public OpenAIAnalyzer(OpenAIAnalyzerOptions options, HttpClient http)
    {
        ArgumentNullException.ThrowIfNull(options);
        _effort = options.ReasoningEffort;
        _client = new ChatClient(options.Model, new ApiKeyCredential(options.ApiKey), new OpenAIClientOptions
        {
            Endpoint = options.Url,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        });
    }

    /// <inheritdoc/>
    public string Name => "openai";

    /// <inheritdoc/>
    public async Task<Intent> AnalyzeAsync(IntentQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ChatMessage[] messages = [new SystemChatMessage(Instructions.Text), new UserChatMessage(QuestionDocument.Of(question))];
        try
        {
            ChatCompletion completion = await _client.CompleteChatAsync(messages, Settings(), cancellationToken);
            return IntentAnswer.Read(Vendor, TextOf(completion));
        }
        catch (ClientResultException error)
        {
            throw error.Status > 0 ? Refusal.OfStatus(Vendor, error.Status) : Refusal.Unreachable(Vendor);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or AggregateException)
        {
            throw Refusal.Unreachable(Vendor);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Refusal.NoAnswer(Vendor, "no answer in time");
        }
        catch (Exception error) when (error is not (OperationCanceledException or IntentAnalysisException))
        {
            // The package reads the answer, and what it throws at one of another shape is not documented.
            throw Refusal.NoAnswer(Vendor, "the answer cannot be read");
        }
    }

    private static string TextOf(ChatCompletion completion)
    {
        if (!string.IsNullOrEmpty(completion.Refusal)) throw Refusal.NoAnswer(Vendor, "the model declines to answer");
        if (completion.FinishReason != ChatFinishReason.Stop) throw Refusal.NoAnswer(Vendor, "the answer was cut off");
        return string.Concat(completion.Content.Select(part => part.Text));
    }

    private ChatCompletionOptions Settings()
    {
        var settings = new ChatCompletionOptions
        {
            ResponseFormat = Format,
            MaxOutputTokenCount = MostTokens,
            StoredOutputEnabled = false,
        };
#pragma warning disable OPENAI001 // The one way to have a model answer without thinking first is marked experimental.
        if (_effort is not null) settings.ReasoningEffortLevel = new ChatReasoningEffortLevel(_effort);
#pragma warning restore OPENAI001
        return settings;
    }
}
