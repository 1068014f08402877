using System.Runtime.ExceptionServices;
using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>Features that are image files: held as they are, and decoded in parallel at the end of the batch.</summary>
internal sealed class EncodedImageReader : FeatureReader
{
    private const int MaxHeldBytes = 1 << 26;

    // No camera writes such a file; one more of them would not fit beside what is held.
    private const int MaxFileBytes = 1 << 30;

    private readonly ValueGetter<VBuffer<byte>> _getter;
    private readonly ImagePreparation _preparation;
    private readonly (int Start, int Length)[] _files;
    private readonly byte[] _planes;
    private VBuffer<byte> _buffer;
    private byte[] _held = [];
    private int _heldCount;

    public EncodedImageReader(DataViewRow input, DataViewSchema.Column column, ImageModel model, int rows)
        : base(model, rows)
    {
        _getter = input.GetGetter<VBuffer<byte>>(column);
        _preparation = model.Preparation!;
        _files = new (int, int)[rows];
        _planes = new byte[rows * Size];
    }

    public override bool IsFull => _heldCount >= MaxHeldBytes;

    public override void Hold(int slot)
    {
        _getter(ref _buffer);
        if (_buffer.Length > MaxFileBytes)
        {
            _files[slot] = default;
            return;
        }
        if (_held.Length - _heldCount < _buffer.Length)
            Array.Resize(ref _held, Math.Max(_heldCount + _buffer.Length, (int)Math.Min(MaxFileBytes, 2L * _held.Length)));
        _buffer.CopyTo(_held.AsSpan(_heldCount, _buffer.Length));
        _files[slot] = (_heldCount, _buffer.Length);
        _heldCount += _buffer.Length;
    }

    protected override void CompleteBatch(int count)
    {
        _heldCount = 0;
        if (count == 1)
        {
            Decode(0);
            return;
        }
        try
        {
            Parallel.For(0, count, Decode);
        }
        catch (AggregateException e) when (e.InnerExceptions.Count > 0)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    private void Decode(int slot)
    {
        var (start, length) = _files[slot];
        var planes = _planes.AsSpan(slot * Size, Size);
        try
        {
            if (length == 0)
            {
                SetMissing(slot);
                return;
            }
            ImageDecoder.Decode(_held.AsSpan(start, length), _preparation, planes);
            SetPixels(slot, planes);
        }
        catch (InvalidDataException)
        {
            SetMissing(slot);
        }
    }
}
