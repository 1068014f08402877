using Microsoft.ML.Data;

namespace Microsoft.ML.NonNegative;

/// <summary>The rows of a data view that have a label.</summary>
/// <param name="input">The data view.</param>
/// <param name="label">Its label column, a key of UInt32.</param>
/// <param name="features">Its feature column.</param>
/// <param name="reader">Reads the feature column.</param>
/// <param name="name">The column with the rows' names, or null.</param>
internal sealed class TrainingRows(IDataView input, DataViewSchema.Column label, DataViewSchema.Column features, PayloadReader reader, DataViewSchema.Column? name)
{
    /// <summary>Reads the features.</summary>
    public PayloadReader Reader { get; } = reader;

    private DataViewSchema.Column LabelColumn => label;

    private DataViewSchema.Column? NameColumn => name;

    /// <summary>Starts a pass over the rows.</summary>
    /// <param name="withNames">Whether names are wanted.</param>
    public Cursor Open(bool withNames) => new(input.GetRowCursor(withNames && name is { } column ? [label, features, column] : [label, features]), this, withNames);

    /// <summary>Goes over the rows that have a label.</summary>
    public sealed class Cursor : IDisposable
    {
        private readonly DataViewRowCursor _cursor;
        private readonly ValueGetter<uint> _getLabel;
        private readonly ValueGetter<DataViewRowId> _getId;
        private readonly ValueGetter<ReadOnlyMemory<char>>? _getName;
        private readonly Func<object?, object> _take;
        private uint _label;

        internal Cursor(DataViewRowCursor cursor, TrainingRows rows, bool withNames)
        {
            _cursor = cursor;
            try
            {
                _getLabel = cursor.GetGetter<uint>(rows.LabelColumn);
                _getId = cursor.GetIdGetter();
                _getName = withNames && rows.NameColumn is { } name ? cursor.GetGetter<ReadOnlyMemory<char>>(name) : null;
                _take = rows.Reader.Taker(cursor);
            }
            catch
            {
                cursor.Dispose();
                throw;
            }
        }

        /// <summary>The rows without a label that were passed over.</summary>
        public long Unlabeled { get; private set; }

        /// <summary>The row, from 0; those without a label count.</summary>
        public long Position => _cursor.Position;

        /// <summary>The row's class, from 0.</summary>
        public int Label => (int)(_label - 1);

        /// <summary>What tells the row from others in every pass.</summary>
        public UInt128 Id
        {
            get
            {
                DataViewRowId id = default;
                _getId(ref id);
                return new UInt128(id.High, id.Low);
            }
        }

        /// <summary>The row's name, or null without a column of names.</summary>
        public string? Name
        {
            get
            {
                if (_getName is null)
                    return null;
                ReadOnlyMemory<char> name = default;
                _getName(ref name);
                return name.ToString();
            }
        }

        /// <summary>Goes to the next row that has a label.</summary>
        /// <param name="checkCancellation">Throws when reading is to stop; asked before every row.</param>
        public bool MoveNext(Action? checkCancellation = null)
        {
            while (true)
            {
                checkCancellation?.Invoke();
                if (!MoveToRow())
                    return false;
                _getLabel(ref _label);
                if (_label != 0)
                    return true;
                Unlabeled++;
            }
        }

        private bool MoveToRow()
        {
            try
            {
                return _cursor.MoveNext();
            }
            catch (Exception e) when (MissingFile.Is(e))
            {
                throw MissingFile.Explain(e);
            }
        }

        /// <inheritdoc cref="PayloadReader.Taker"/>
        public object Take(object? spare) => _take(spare);

        /// <inheritdoc/>
        public void Dispose() => _cursor.Dispose();
    }
}
