namespace Microsoft.ML.NonNegative.Tests.Training.Data;

/// <summary>Examples whose values tell which ones they are.</summary>
internal static class TestExamples
{
    public const int Classes = 3;

    public static int LabelOf(long index) => (int)(index % Classes);

    public static float ValueOf(long index, int place, bool areBytes = false) => areBytes ? (7 * index + place) % 256 : index + place / 1000f;

    public static float[] ValuesOf(long index, int size, bool areBytes = false) => [.. Enumerable.Range(0, size).Select(place => ValueOf(index, place, areBytes))];

    public static MemorySource InMemory(int count, int size = 4, bool areBytes = false) => Fill(new MemorySource(new ValueLayout(size, areBytes), Classes), count);

    public static TSource Fill<TSource>(TSource source, int count)
        where TSource : StoredSource
    {
        for (var i = 0; i < count; i++)
            source.Add(LabelOf(i), ValuesOf(i, source.Size, source.AreBytes));
        source.Complete();
        return source;
    }

    public static float[] Loaded(ExampleSource source, Example example)
    {
        var values = new float[source.Size];
        source.Load(example, values);
        return values;
    }

    public static List<long> Indices(IEnumerable<Example> examples) => [.. examples.Select(example => example.Index)];
}

/// <summary>A stream of such examples, which counts the payloads that were read.</summary>
internal sealed class TestStream : StreamedSource
{
    private readonly int _count;

    public TestStream(int count, int shuffleBuffer, int size = 4, bool areBytes = false)
        : base(new ValueLayout(size, areBytes), LabelsOf(count), FingerprintOf(count), shuffleBuffer) => _count = count;

    /// <summary>The rows of a pass: index and id. Those of the first pass unless a test changes them.</summary>
    public Func<IEnumerable<(long Index, long Id)>>? Rows { get; init; }

    public int Passes { get; private set; }

    /// <summary>Of the running pass.</summary>
    public int PayloadsRead { get; private set; }

    public bool IsOpen { get; private set; }

    public override void Load(Example example, Span<float> values) => TestExamples.ValuesOf((long)example.Payload!, Size, AreBytes).CopyTo(values);

    protected override IEnumerable<StreamedRow> Read()
    {
        (Passes, PayloadsRead, IsOpen) = (Passes + 1, 0, true);
        try
        {
            foreach (var (index, id) in Rows?.Invoke() ?? Enumerable.Range(0, _count).Select(i => ((long)i, (long)i)))
            {
                PayloadsRead++;
                yield return new StreamedRow(TestExamples.LabelOf(index), (UInt128)id, index);
            }
        }
        finally
        {
            IsOpen = false;
        }
    }

    private static ExampleLabels LabelsOf(int count)
    {
        var labels = new ExampleLabels(TestExamples.Classes);
        for (var i = 0; i < count; i++)
            labels.Add(TestExamples.LabelOf(i));
        return labels;
    }

    private static RowFingerprint FingerprintOf(int count)
    {
        var fingerprint = default(RowFingerprint);
        for (var i = 0; i < count; i++)
            fingerprint.Add((UInt128)i);
        return fingerprint;
    }
}
