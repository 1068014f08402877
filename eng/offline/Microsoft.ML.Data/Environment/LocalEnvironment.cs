using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>The environment of an <see cref="MLContext"/>, and the hosts registered in it.</summary>
internal class LocalEnvironment : ChannelSource, IHostEnvironmentInternal, ICancelable
{
    private readonly Lock _lock = new();
    private readonly List<WeakReference<Host>> _children = [];
    private readonly Dictionary<string, object?> _options = [];
    private readonly LocalEnvironment? _parent;
    private readonly Action<string, ChannelMessage> _dispatch;

    public LocalEnvironment(int? seed, Action<string, ChannelMessage> dispatch) : base(null, null)
    {
        Seed = seed;
        Rand = TauswortheHybrid.Create(seed);
        ComponentCatalog = new ComponentCatalog();
        _dispatch = dispatch;
    }

    // The full name of a host starts at the grandparent: a host of a host does not name its parent. That is how the real one does it.
    private LocalEnvironment(LocalEnvironment parent, string name, Random rand) : base(name, parent._parent?.FullName)
    {
        _parent = parent;
        _dispatch = parent._dispatch;
        Rand = rand;
        Seed = parent.Seed;
        GpuDeviceId = parent.GpuDeviceId;
        FallbackToCpu = parent.FallbackToCpu;
        ComponentCatalog = parent.ComponentCatalog;
        IsCanceled = parent.IsCanceled;
    }

    public ComponentCatalog ComponentCatalog { get; }

    public Random Rand { get; }

    public int? Seed { get; }

    public int? GpuDeviceId { get; set; }

    public bool FallbackToCpu { get; set; }

    public string TempFilePath { get; set; } = Path.GetTempPath();

    public bool IsCanceled { get; private set; }

    public override string ContextDescription => _parent is null ? "HostEnvironment" : base.ContextDescription;

    public IHost Register(string name, int? seed = null, bool? verbose = null)
    {
        Contracts.CheckNonEmpty(null, name, nameof(name));
        lock (_lock)
        {
            _children.RemoveAll(child => !child.TryGetTarget(out _));
            var host = new Host(this, name, seed is { } own ? new TauswortheHybrid((uint)own) : new TauswortheHybrid(Rand));
            if (_parent is null)
                host.TempFilePath = TempFilePath;
            if (_parent is null || !IsCanceled)
                _children.Add(new WeakReference<Host>(host));
            return host;
        }
    }

    public IChannel Start(string name) => new Channel(this, name, _dispatch);

    public IPipe<TMessage> StartPipe<TMessage>(string name) => new Pipe<TMessage>(this, name);

    public IProgressChannel StartProgressChannel(string name) => new ProgressChannel(this, name);

    /// <summary>Cancels this environment and the hosts registered in it so far.</summary>
    public void CancelExecution()
    {
        lock (_lock)
        {
            foreach (var child in _children)
                if (child.TryGetTarget(out var host))
                    host.CancelExecution();
            _children.Clear();
            IsCanceled = true;
        }
    }

    public override TException Process<TException>(TException ex)
    {
        ex.Data["Throwing component"] = "Environment";
        return Contracts.Mark(ex);
    }

    public bool TryAddOption<T>(string name, T value)
    {
        CheckOption(name);
        return _options.TryAdd(name, value);
    }

    public void SetOption<T>(string name, T value)
    {
        CheckOption(name);
        _options[name] = value;
    }

    public bool TryGetOption<T>(string name, out T? value)
    {
        CheckOption(name);
        var found = _options.TryGetValue(name, out var option) && option is T;
        value = found ? (T?)option : default;
        return found;
    }

    public T? GetOptionOrDefault<T>(string name)
    {
        CheckOption(name);
        _options.TryAdd(name, default(T));
        return (T?)_options[name];
    }

    public bool RemoveOption(string name)
    {
        CheckOption(name);
        return _options.Remove(name);
    }

    private static void CheckOption(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new ArgumentNullException(nameof(name));
    }

    private sealed class Host(LocalEnvironment parent, string name, Random rand) : LocalEnvironment(parent, name, rand), IHost;
}
