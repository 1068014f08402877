using System.Text;

namespace Microsoft.ML.NonNegative.Tests.Images.Formats;

[TestClass]
public sealed class WebpStructureTests
{
    // A canvas of 20 x 10 pixels.
    private static readonly byte[] Canvas = [2, 0, 0, 0, 19, 0, 0, 9, 0, 0];

    [TestMethod]
    public void Inspect_Animation_HasTheCanvassSize()
    {
        byte[] frame = [5, 0, 0, 1, 0, 0, 9, 0, 0, 7, 0, 0, .. new byte[5]];

        Assert.AreEqual(new EncodedImageInfo("WebP", 20, 10), EncodedImage.Inspect(Riff(("VP8X", Canvas), ("ANIM", new byte[6]), ("ANMF", frame), ("ANMF", frame)), 200));
        Assert.AreEqual("the file is damaged: its image and its header disagree on the size", Refusals.Reason(Riff(("VP8X", Canvas), ("ANMF", frame.With(0, 6)))));
        Assert.AreEqual("the file is damaged: its image and its header disagree on the size", Refusals.Reason(Riff(("VP8X", Canvas), ("ANMF", frame.With(9, 8)))));
        Assert.AreEqual("the file is damaged: one of its frames has no data", Refusals.Reason(Riff(("VP8X", Canvas), ("ANMF", frame[..16]))));
    }

    [TestMethod]
    public void Inspect_CanvasOfAnotherSizeThanTheImage_IsRefused()
    {
        var file = SampleFiles.ExtendedWebp;

        Assert.AreEqual("the file is damaged: its image and its header disagree on the size", Refusals.Reason(file.With(24, 200)));
    }

    [TestMethod]
    public void Inspect_WrongChunks_AreRefused()
    {
        Assert.AreEqual("the file is damaged: it does not start with an image or a header", Refusals.Reason(Riff(("ALPH", new byte[8]))));
        Assert.AreEqual("the file is damaged: its header has a wrong length", Refusals.Reason(Riff(("VP8X", Canvas[..9]))));
        Assert.AreEqual("the file is damaged: it has no image data", Refusals.Reason(Riff(("VP8X", Canvas), ("EXIF", new byte[8]))));
        Assert.AreEqual("the file is damaged: its image does not start with a key frame", Refusals.Reason(SampleFiles.LossyWebp.With(23, 0)));
        Assert.AreEqual("the file is damaged: its image is shorter than its first partition", Refusals.Reason(SampleFiles.LossyWebp.With(22, 0xFF)));
        Assert.AreEqual("the file is damaged: its lossless image has no valid header", Refusals.Reason(SampleFiles.LosslessWebp.With(20, 0)));
    }

    private static byte[] Riff(params (string Kind, byte[] Content)[] chunks)
    {
        byte[] body = [.. "WEBP"u8, .. chunks.SelectMany(chunk => (byte[])[.. Encoding.ASCII.GetBytes(chunk.Kind), .. Length(chunk.Content), .. chunk.Content, .. new byte[chunk.Content.Length % 2]])];
        return [.. "RIFF"u8, .. Length(body), .. body];
    }

    private static byte[] Length(byte[] bytes) => [(byte)bytes.Length, (byte)(bytes.Length >> 8), 0, 0];
}
