using System.Diagnostics;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Something with a name in the tree of environments, hosts and channels.</summary>
internal abstract class ChannelSource(string? shortName, string? parentFullName) : IExceptionContext
{
    public string? ShortName { get; } = shortName;

    public string? ParentFullName { get; } = parentFullName;

    public string? FullName => string.IsNullOrEmpty(ParentFullName) ? ShortName : $"{ParentFullName}; {ShortName}";

    public virtual string ContextDescription => FullName ?? "";

    public virtual TException Process<TException>(TException ex) where TException : Exception
    {
        ex.Data["Throwing component"] = ShortName;
        ex.Data["Parent component"] = ParentFullName;
        return Contracts.Mark(ex);
    }
}

/// <summary>A pipe that nobody listens to.</summary>
internal sealed class Pipe<TMessage>(ChannelSource parent, string name) : ChannelSource(name, parent.FullName), IPipe<TMessage>
{
    public void Send(TMessage msg)
    {
    }

    public void Dispose()
    {
    }
}

/// <summary>A channel whose messages go to the log of the context.</summary>
internal sealed class Channel : ChannelSource, IChannel
{
    private readonly ChannelSource _parent;
    private readonly Action<string, ChannelMessage> _dispatch;
    private readonly long _started = Stopwatch.GetTimestamp();
    private bool _disposed;

    public Channel(ChannelSource parent, string name, Action<string, ChannelMessage> dispatch) : base(name, parent.FullName)
    {
        _parent = parent;
        _dispatch = dispatch;
        Trace(MessageSensitivity.None, "Channel started");
    }

    public void Send(ChannelMessage msg) => _dispatch(FullName!, msg);

    public void Trace(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Trace, sensitivity, fmt);

    public void Trace(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Trace, sensitivity, fmt, args);

    public void Error(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Error, sensitivity, fmt);

    public void Error(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Error, sensitivity, fmt, args);

    public void Warning(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Warning, sensitivity, fmt);

    public void Warning(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Warning, sensitivity, fmt, args);

    public void Info(MessageSensitivity sensitivity, string fmt) => Send(ChannelMessageKind.Info, sensitivity, fmt);

    public void Info(MessageSensitivity sensitivity, string fmt, params object[] args) => Send(ChannelMessageKind.Info, sensitivity, fmt, args);

    public override TException Process<TException>(TException ex)
    {
        ex.Data["Throwing component"] = _parent.ShortName;
        ex.Data["Parent component"] = _parent.ParentFullName;
        ex.Data["Phase"] = ShortName;
        return Contracts.Mark(ex);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Trace(MessageSensitivity.None, "Channel finished. Elapsed {0:c}.", Stopwatch.GetElapsedTime(_started));
        Trace(MessageSensitivity.None, "Channel disposed");
    }

    private void Send(ChannelMessageKind kind, MessageSensitivity sensitivity, string text, object[]? arguments = null) =>
        Send(new ChannelMessage(kind, sensitivity, text, arguments));
}
