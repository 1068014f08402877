namespace Microsoft.ML.Runtime;

public interface IProgressChannelProvider
{
    IProgressChannel StartProgressChannel(string name);
}

public interface IProgressChannel : IProgressChannelProvider, IDisposable
{
    void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction);

    void Checkpoint(params double?[] values);
}

/// <summary>The names of what a progress channel reports.</summary>
public sealed class ProgressHeader
{
    public readonly IReadOnlyList<string> UnitNames;
    public readonly IReadOnlyList<string> MetricNames;

    public ProgressHeader(string[]? metricNames, string[]? unitNames)
    {
        UnitNames = unitNames ?? [];
        MetricNames = metricNames ?? [];
    }

    public ProgressHeader(params string[] unitNames) : this(null, unitNames)
    {
    }
}

public interface IProgressEntry
{
    void SetProgress(int index, double value);

    void SetProgress(int index, double value, double lim);

    void SetMetric(int index, double value);
}

/// <summary>A progress channel that nobody listens to; it checks what it is given, as the real one does.</summary>
internal sealed class ProgressChannel : IProgressChannel
{
    private readonly IExceptionContext _context;
    private ProgressHeader _header = new();
    private bool _disposed;

    public ProgressChannel(IExceptionContext context, string name)
    {
        _context = context;
        _context.CheckNonEmpty(name, "computationName");
    }

    public void SetHeader(ProgressHeader header, Action<IProgressEntry> fillAction) => _header = header;

    public void Checkpoint(params double?[] values)
    {
        _context.Check(!_disposed, "Can't report checkpoints after disposing");
        var room = _header.MetricNames.Count + 2 * _header.UnitNames.Count;
        _context.Check((values?.Length ?? 0) <= room, "Too many values provided in Checkpoint");
    }

    public IProgressChannel StartProgressChannel(string name) => new ProgressChannel(_context, name);

    public void Dispose() => _disposed = true;
}
