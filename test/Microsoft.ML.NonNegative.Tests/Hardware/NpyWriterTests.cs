using System.Text;
using static TorchSharp.torch;

namespace Microsoft.ML.NonNegative.Tests.Hardware;

[TestClass]
public sealed class NpyWriterTests
{
    [TestMethod]
    [DataRow(ScalarType.Float32, new long[] { 3, 4 }, "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }")]
    [DataRow(ScalarType.Float64, new long[] { 5 }, "{'descr': '<f8', 'fortran_order': False, 'shape': (5,), }")]
    [DataRow(ScalarType.Float64, new long[] { 1_000_000, 123_456, 7, 7 }, "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000, 123456, 7, 7), }")]
    [DataRow(ScalarType.Float32, new long[] { }, "{'descr': '<f4', 'fortran_order': False, 'shape': (), }")]
    public void Header_AnyShape_IsThatOfNumPy(ScalarType type, long[] shape, string dictionary)
    {
        var header = NpyWriter.Header(type, shape);

        CollectionAssert.AreEqual(new byte[] { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0 }, header[..8]);
        Assert.AreEqual(0, header.Length % 64);
        Assert.AreEqual(header.Length - 10, BitConverter.ToUInt16(header, 8));
        Assert.AreEqual(dictionary, Encoding.ASCII.GetString(header[10..]).TrimEnd('\n').TrimEnd(' '));
        Assert.AreEqual((byte)'\n', header[^1]);
    }

    [TestMethod]
    public void Header_OtherType_Throws() => Assert.ThrowsExactly<NotSupportedException>(() => NpyWriter.Header(ScalarType.Int64, [1]));

    [TestMethod]
    public void Write_TensorWithOtherStrides_IsWrittenRowAfterRow()
    {
        using var rows = arange(6, float64).reshape(2, 3);
        using var columns = rows.t();

        var array = Written(columns);

        CollectionAssert.AreEqual(new long[] { 3, 2 }, array.Shape);
        CollectionAssert.AreEqual(new double[] { 0, 3, 1, 4, 2, 5 }, array.Values);
    }

    [TestMethod]
    public void Write_MoreThanAChunk_WritesEveryValueOnce()
    {
        using var many = arange(600_001, float64);

        CollectionAssert.AreEqual(Enumerable.Range(0, 600_001).Select(i => (double)i).ToArray(), Written(many).Values);
    }

    [TestMethod]
    [DataRow("sinusoidal")]
    [DataRow("sigmoid")]
    [DataRow("relu2.5")]
    [DataRow("relu")]
    public void Formula_EveryActivation_IsTheActivation(string name)
    {
        var activation = Activations.FromName(name);
        using var z = linspace(-30, 30, 2401, float64);
        using var outputs = activation.Apply(z);

        var formula = ActivationFormula.Of(activation)!;

        foreach (var (argument, expected) in z.data<double>().Zip(outputs.data<double>()))
            Assert.AreEqual(expected, Formula.Evaluate(formula, argument), 1e-12, $"{name} at {argument}");
    }

    private static NpyArray Written(Tensor values)
    {
        using var stream = new MemoryStream();
        NpyWriter.Write(stream, values);
        return NpzArchive.Parse(stream.ToArray());
    }
}
