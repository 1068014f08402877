using Microsoft.ML.Runtime;

namespace Microsoft.ML.NonNegative.Tests.MLNet;

/// <summary>What a context logs.</summary>
internal sealed class LogOf
{
    private readonly List<(ChannelMessageKind Kind, string Message)> _messages = [];

    public LogOf(MLContext mlContext) => mlContext.Log += (_, e) => _messages.Add((e.Kind, e.Message));

    public List<string> Infos => Of(ChannelMessageKind.Info);

    public List<string> Warnings => Of(ChannelMessageKind.Warning);

    private List<string> Of(ChannelMessageKind kind) => [.. _messages.Where(m => m.Kind == kind).Select(m => m.Message)];
}
