using Microsoft.ML.Data;
using Microsoft.ML.Internal;

namespace Microsoft.ML;

public sealed partial class DataViewSchema
{
    /// <summary>What is known about a column beside its values: slot names, key values, score kinds. Values are fetched lazily.</summary>
    public sealed class Annotations
    {
        private readonly Delegate[] _getters;

        private Annotations(DataViewSchema schema, Delegate[] getters)
        {
            Schema = schema;
            _getters = getters;
        }

        public static Annotations Empty { get; } = new(new DataViewSchema([]), []);

        public DataViewSchema Schema { get; }

        public ValueGetter<TValue> GetGetter<TValue>(Column column)
        {
            if (column.Index >= _getters.Length)
                throw new ArgumentException("column");
            return _getters[column.Index] as ValueGetter<TValue> ?? throw new InvalidOperationException($"Invalid call to '{nameof(GetGetter)}'");
        }

        public void GetValue<TValue>(string kind, ref TValue value)
        {
            if (Schema.GetColumnOrNull(kind) is not { } column)
                throw new InvalidOperationException($"Invalid call to '{nameof(GetValue)}'");
            GetGetter<TValue>(column)(ref value);
        }

        public override string ToString() => string.Join(", ", Schema.Select(column => column.Name));

        internal Delegate GetterAt(int index) => _getters[index];

        /// <summary>Collects annotations.</summary>
        public sealed class Builder
        {
            private readonly List<Delegate> _getters = [];
            private readonly DataViewSchema.Builder _columns = new();

            public Builder()
            {
            }

            public void Add(Annotations? annotations, Func<string, bool> selector)
            {
                if (annotations is null)
                    return;
                ArgumentNullException.ThrowIfNull(selector);
                foreach (var column in annotations.Schema.Where(c => selector(c.Name)))
                    Append(column.Name, column.Type, annotations._getters[column.Index], column.Annotations);
            }

            public void Add<TValue>(string name, DataViewType type, ValueGetter<TValue> getter, Annotations? annotations = null)
            {
                Require(name, type);
                ArgumentNullException.ThrowIfNull(getter);
                RequireRawType<TValue>(type);
                Append(name, type, getter, annotations);
            }

            public void Add(string name, DataViewType type, Delegate getter, Annotations? annotations = null)
            {
                Require(name, type);
                ArgumentNullException.ThrowIfNull(getter);
                if (getter.GetType() != typeof(ValueGetter<>).MakeGenericType(type.RawType))
                    throw new ArgumentException($"getter must be of type '{typeof(ValueGetter<>).MakeGenericType(type.RawType).FullName}'", nameof(getter));
                Append(name, type, getter, annotations);
            }

            public void AddPrimitiveValue<TValue>(string name, PrimitiveDataViewType type, TValue value, Annotations? annotations = null)
            {
                Require(name, type);
                RequireRawType<TValue>(type);
                Append(name, type, (ValueGetter<TValue>)((ref TValue result) => result = value), annotations);
            }

            public Annotations ToAnnotations() => new(_columns.ToSchema(), [.. _getters]);

            private void Append(string name, DataViewType type, Delegate getter, Annotations? annotations)
            {
                _columns.AddColumn(name, type, annotations);
                _getters.Add(getter);
            }

            private static void Require(string name, DataViewType type)
            {
                Arguments.NotEmpty(name, nameof(name));
                ArgumentNullException.ThrowIfNull(type);
            }

            private static void RequireRawType<TValue>(DataViewType type)
            {
                if (type.RawType != typeof(TValue))
                    throw new ArgumentException($"type.RawType must be of type '{typeof(TValue).FullName}'.", nameof(type));
            }
        }
    }
}
