using Microsoft.ML.Contracts.Tests.Support;
using Microsoft.ML.Data;

namespace Microsoft.ML.Contracts.Tests;

[TestClass]
public class CursorTests
{
    private readonly MLContext _ml = new();

    [TestMethod]
    public void Cursor_OverEnumerable_ReadsOnlyAsItMoves()
    {
        var read = 0;
        var data = _ml.Data.LoadFromEnumerable(Count(() => read++));
        Assert.AreEqual(0, read);
        using var cursor = data.GetRowCursor(data.Schema);
        Assert.AreEqual(0, read);
        Assert.IsTrue(cursor.MoveNext());
        Assert.AreEqual(1, read);
        Assert.AreEqual(0L, cursor.Position);
        Assert.IsTrue(cursor.MoveNext());
        Assert.AreEqual(2, read);
    }

    [TestMethod]
    public void FitAndTransform_NothingToLearn_ReadNoRow()
    {
        // Once there is a cursor, the real transforms read ahead in the background.
        var read = 0;
        var data = _ml.Data.LoadFromEnumerable(Count(() => read++));
        var view = _ml.Transforms.CopyColumns("C", "A").Append(_ml.Transforms.Concatenate("V", "A", "C")).Fit(data).Transform(data);
        Assert.AreEqual(0, read);
        CollectionAssert.AreEqual(new[] { 0f, 1f, 2f }, view.Values<float>("C"));
        Assert.AreEqual(3, read);
    }

    [TestMethod]
    public void GetGetter_InactiveColumn_Throws()
    {
        var data = _ml.Data.LoadFromEnumerable([new Row { A = 1, B = 2 }]);
        using var cursor = data.GetRowCursor([data.Schema["A"]]);
        Assert.IsTrue(cursor.IsColumnActive(data.Schema["A"]));
        Assert.IsFalse(cursor.IsColumnActive(data.Schema["B"]));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => cursor.GetGetter<float>(data.Schema["B"])).Message,
            "requested column not active");
    }

    [TestMethod]
    public void GetGetter_InactiveTransformedColumn_Throws()
    {
        var data = _ml.Data.LoadFromEnumerable([new Row { A = 1, B = 2 }]);
        var view = _ml.Transforms.CopyColumns("C", "A").Fit(data).Transform(data);
        using var cursor = view.GetRowCursor([view.Schema["B"]]);
        Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<float>(view.Schema["C"]));
        Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<float>(view.Schema["A"]));
    }

    [TestMethod]
    public void GetGetter_WrongType_Throws()
    {
        var data = _ml.Data.LoadFromEnumerable([new Row()]);
        using var cursor = data.GetRowCursor(data.Schema);
        Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<double>(data.Schema["A"]));
    }

    [TestMethod]
    public void GetRowCursor_Twice_EnumeratesTwice()
    {
        var read = 0;
        var data = _ml.Data.LoadFromEnumerable(Count(() => read++));
        CollectionAssert.AreEqual(new[] { 0f, 1f, 2f }, data.Values<float>("A"));
        CollectionAssert.AreEqual(new[] { 0f, 1f, 2f }, data.Values<float>("A"));
        Assert.AreEqual(6, read);
    }

    [TestMethod]
    public void GetRowCount_OfCollection_IsKnown()
    {
        Assert.AreEqual(2L, _ml.Data.LoadFromEnumerable([new Row(), new Row()]).GetRowCount());
        Assert.IsNull(_ml.Data.LoadFromEnumerable(Count(() => { })).GetRowCount());
    }

    [TestMethod]
    public void MoveNext_AfterTheEnd_StaysFalse()
    {
        var data = _ml.Data.LoadFromEnumerable([new Row()]);
        using var cursor = data.GetRowCursor(data.Schema);
        Assert.IsTrue(cursor.MoveNext());
        Assert.IsFalse(cursor.MoveNext());
        Assert.IsFalse(cursor.MoveNext());
    }

    [TestMethod]
    public void GetRow_OtherSchemaObject_Throws()
    {
        var data = _ml.Data.LoadFromEnumerable([new Row()]);
        var same = _ml.Data.LoadFromEnumerable([new Row()]);
        var mapper = ((ITransformer)_ml.Transforms.CopyColumns("C", "A").Fit(data)).GetRowToRowMapper(data.Schema);
        using var cursor = same.GetRowCursor(same.Schema);
        Assert.ThrowsExactly<InvalidOperationException>(() => mapper.GetRow(cursor, mapper.OutputSchema));
        Assert.AreSame(data.Schema, mapper.InputSchema);
    }

    private static IEnumerable<Row> Count(Action onRead)
    {
        for (var i = 0; i < 3; i++)
        {
            onRead();
            yield return new Row { A = i };
        }
    }

    private sealed class Row
    {
        public float A { get; set; }

        public float B { get; set; }
    }
}
