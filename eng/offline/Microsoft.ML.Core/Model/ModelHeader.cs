using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>The 256 bytes at the start of a model stream. Positions are counted from them; the string table and the tail follow the model.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1, Size = Bytes)]
internal struct ModelHeader
{
    public const int Bytes = 0x100;

    private const ulong HeadMark = 0x4C45444F4D004C4D; // "ML\0MODEL"
    private const ulong TailMark = 0x4D4C004D4F44454C; // the same, backwards
    private const uint Version = 0x00010002;
    private const uint OldestReadable = 0x00010001;
    private const uint WithAssemblyName = 0x00010002;

    private ulong _mark;
    private uint _verWritten;
    private uint _verReadable;
    public long FpModel;
    public long CbModel;
    private long _fpStringTable;
    private long _cbStringTable;
    private long _fpStringChars;
    private long _cbStringChars;
    public ulong ModelSignature;
    public uint ModelVerWritten;
    public uint ModelVerReadable;
    private Signature _loader;
    private Signature _loaderAlt;
    private long _fpTail;
    public long FpLim;
    private long _fpAssemblyName;
    private uint _cbAssemblyName;

    public readonly string LoaderSignature => _loader.ToText();

    public readonly string LoaderSignatureAlt => _loaderAlt.ToText();

    /// <summary>Leaves room for the header and puts the writer behind it.</summary>
    public static ModelHeader BeginWrite(BinaryWriter writer)
    {
        writer.Write(new byte[Bytes]);
        return new ModelHeader { _mark = HeadMark, _verWritten = Version, _verReadable = Version, FpModel = Bytes };
    }

    public void SetVersionInfo(VersionInfo version)
    {
        ModelSignature = version.ModelSignature;
        ModelVerWritten = version.VerWrittenCur;
        ModelVerReadable = version.VerReadableCur;
        _loader = Signature.Of(version.LoaderSignature);
        _loaderAlt = Signature.Of(version.LoaderSignatureAlt);
    }

    /// <summary>Writes the strings, the loader's assembly and the tail, then the header into the room left for it.</summary>
    public void EndWrite(BinaryWriter writer, long start, IReadOnlyCollection<string> strings, string? loaderAssembly)
    {
        CbModel = Here(writer, start) - FpModel;
        if (strings.Count > 0)
        {
            _fpStringTable = Here(writer, start);
            long end = 0;
            foreach (var text in strings)
                writer.Write(end += 2L * text.Length);
            _cbStringTable = 8L * strings.Count;
            _fpStringChars = Here(writer, start);
            foreach (var text in strings)
                writer.Write(MemoryMarshal.AsBytes(text.AsSpan()));
            _cbStringChars = end;
        }

        if (!string.IsNullOrEmpty(loaderAssembly))
        {
            _fpAssemblyName = Here(writer, start);
            _cbAssemblyName = 2 * (uint)loaderAssembly.Length;
            writer.Write(MemoryMarshal.AsBytes(loaderAssembly.AsSpan()));
        }

        _fpTail = Here(writer, start);
        writer.Write(TailMark);
        FpLim = Here(writer, start);
        writer.Flush();
        writer.BaseStream.Position = start;
        writer.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<ModelHeader>(in this)));
        writer.Flush();
        writer.BaseStream.Position = start + FpLim;
    }

    /// <summary>Reads and checks the header with what belongs to it, and puts the reader at the model.</summary>
    public static ModelHeader BeginRead(BinaryReader reader, out long start, out string[] strings, out string? loaderAssembly)
    {
        start = reader.BaseStream.Position;
        var bytes = reader.ReadBytes(Bytes);
        Decode(bytes.Length == Bytes);
        var header = MemoryMarshal.Read<ModelHeader>(bytes);
        header.Check(reader.BaseStream.Length - start);
        strings = header.ReadStrings(reader, start);
        loaderAssembly = header.NamesAssembly ? ReadText(reader, start + header._fpAssemblyName, header._cbAssemblyName) : null;
        reader.BaseStream.Position = start + header._fpTail;
        Decode(reader.ReadUInt64() == TailMark, "Corrupt model file tail");
        reader.BaseStream.Position = start + header.FpModel;
        return header;
    }

    /// <summary>The reader must be just behind the model; it goes behind the tail.</summary>
    public readonly void EndRead(BinaryReader reader, long start)
    {
        Decode(reader.BaseStream.Position - start == FpModel + CbModel);
        reader.BaseStream.Position = start + FpLim;
    }

    public readonly void CheckVersion(VersionInfo version)
    {
        Decode(ModelSignature == version.ModelSignature, "Unknown file type");
        Decode(ModelVerReadable <= ModelVerWritten, "Corrupt file header");
        var library = typeof(VersionInfo).Assembly.GetName().Version;
        Decode(ModelVerReadable <= version.VerWrittenCur,
            $"Cause: ML.NET {library} cannont read component '{version.LoaderSignature}' of the model, because the model is too new.\n"
            + $"Suggestion: Make sure the model is trained with ML.NET {library} or older.\n"
            + $"Debug details: Maximum expected version {ModelVerReadable}, got {version.VerWrittenCur}.");
        Decode(ModelVerWritten >= version.VerWeCanReadBack,
            $"Cause: ML.NET {library} cannot read component '{version.LoaderSignature}' of the model, because the model is too old.\n"
            + $"Suggestion: Make sure the model is trained with ML.NET {library}.\n"
            + $"Debug details: Minimum expected version {ModelVerReadable}, got {version.VerWrittenCur}.");
    }

    private readonly bool NamesAssembly => _verWritten >= WithAssemblyName && _fpAssemblyName != 0;

    // Every part follows the one before it, and all of it lies within the stream: nothing below can then ask for more memory than the file is long.
    private readonly void Check(long available)
    {
        Decode(_mark == HeadMark, "Wrong file type");
        Decode(_verReadable <= _verWritten, "Corrupt file header");
        Decode(_verReadable <= Version, "File is too new");
        Decode(_verWritten >= OldestReadable, "File is too old");
        Decode(FpModel == Bytes && CbModel >= 0 && CbModel <= available);
        var end = FpModel + CbModel;
        if (_fpStringTable == 0)
        {
            Decode(_cbStringTable == 0 && _fpStringChars == 0 && _cbStringChars == 0);
        }
        else
        {
            Decode(_fpStringTable == end && _cbStringTable > 0 && _cbStringTable % 8 == 0 && _cbStringTable <= available);
            Decode(_fpStringChars == _fpStringTable + _cbStringTable && _cbStringChars >= 0 && _cbStringChars % 2 == 0 && _cbStringChars <= available);
            end = _fpStringChars + _cbStringChars;
        }

        if (NamesAssembly)
        {
            Decode(_fpAssemblyName == end && _cbAssemblyName % 2 == 0);
            end += _cbAssemblyName;
        }
        else
        {
            Decode(_verWritten < WithAssemblyName || _cbAssemblyName == 0);
        }

        // The real reader expects the tail behind the last part that it has read, which without strings and assembly is the header.
        Decode(NamesAssembly || _fpStringTable != 0 || _verWritten < WithAssemblyName || CbModel == 0);
        Decode(_fpTail == end && FpLim == _fpTail + 8 && FpLim <= available);
    }

    private readonly string[] ReadStrings(BinaryReader reader, long start)
    {
        var ends = new long[_cbStringTable / 8];
        reader.BaseStream.Position = start + (_fpStringTable == 0 ? FpModel : _fpStringTable);
        for (var i = 0; i < ends.Length; i++)
            ends[i] = reader.ReadInt64();
        Decode(ends.Length == 0 || ends[^1] == _cbStringChars);
        var strings = new string[ends.Length];
        for (var i = 0; i < ends.Length; i++)
        {
            var begin = i == 0 ? 0 : ends[i - 1];
            Decode(begin <= ends[i] && ends[i] <= _cbStringChars && ends[i] % 2 == 0);
            strings[i] = ReadText(reader, start + _fpStringChars + begin, ends[i] - begin);
        }

        return strings;
    }

    private static string ReadText(BinaryReader reader, long position, long bytes)
    {
        reader.BaseStream.Position = position;
        var read = reader.ReadBytes(checked((int)bytes));
        Decode(read.Length == bytes);
        return Encoding.Unicode.GetString(read);
    }

    private static long Here(BinaryWriter writer, long start)
    {
        writer.Flush();
        return writer.BaseStream.Position - start;
    }

    private static void Decode(bool holds, string? message = null) => Contracts.CheckDecode(null, holds, message);

    /// <summary>Up to 24 characters of one byte.</summary>
    [System.Runtime.CompilerServices.InlineArray(24)]
    private struct Signature
    {
        private byte _first;

        public static Signature Of(string? text)
        {
            var signature = default(Signature);
            Contracts.Check(null, text is null || text.Length <= 24 && text.All(c => c <= 0xFF));
            for (var i = 0; i < text?.Length; i++)
                signature[i] = (byte)text[i];
            return signature;
        }

        public readonly string ToText()
        {
            ReadOnlySpan<byte> bytes = this;
            return Encoding.Latin1.GetString(bytes.TrimEnd((byte)0));
        }
    }
}
