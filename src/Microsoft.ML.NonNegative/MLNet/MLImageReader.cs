using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>Features that are decoded images: prepared one by one on the reading thread, as getters of images are not for several.</summary>
/// <remarks>
/// Where the column makes a new image for every call, as LoadImages and ResizeImages do, it disposes the one that it is given back, and the last one is for the caller to dispose. Where
/// it hands out the images of a user's objects, they are the user's: nobody else disposes them. Which it is shows when one row is asked for twice.
/// </remarks>
internal sealed class MLImageReader : FeatureReader
{
    private readonly ValueGetter<MLImage> _getter;
    private readonly ImagePreparation _preparation;
    private readonly byte[] _planes;
    private MLImage? _image;
    private bool? _isOurs;

    public MLImageReader(DataViewRow input, DataViewSchema.Column column, ImageModel model, int rows)
        : base(model, rows)
    {
        _getter = input.GetGetter<MLImage>(column);
        _preparation = model.Preparation!;
        _planes = new byte[Size];
    }

    public override void Hold(int slot)
    {
        _getter(ref _image!);
        if (_image is not null)
            _isOurs ??= IsNewAtEveryCall();
        try
        {
            ImageDecoder.Prepare(_image, _preparation, _planes);
            SetPixels(slot, _planes);
        }
        catch (InvalidDataException)
        {
            SetMissing(slot);
        }
    }

    public override void Dispose()
    {
        if (_isOurs == true)
            _image?.Dispose();
        _image = null;
        base.Dispose();
    }

    private bool IsNewAtEveryCall()
    {
        MLImage? second = null;
        _getter(ref second!);
        if (ReferenceEquals(_image, second))
            return false;
        second?.Dispose();
        return true;
    }
}
