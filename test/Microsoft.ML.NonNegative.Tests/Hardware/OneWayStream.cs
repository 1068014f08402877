namespace Microsoft.ML.NonNegative.Tests.Hardware;

/// <summary>A stream as a connection is one: it can only be written to, and breaks after <paramref name="limit"/> bytes.</summary>
internal sealed class OneWayStream(long limit = long.MaxValue) : Stream
{
    public MemoryStream Written { get; } = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Written.Length + count > limit)
            throw new IOException("The connection broke.");
        Written.Write(buffer, offset, count);
    }
}
