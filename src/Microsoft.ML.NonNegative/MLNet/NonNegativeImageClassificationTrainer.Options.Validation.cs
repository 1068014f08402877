using System.Globalization;
using Microsoft.ML.MultiplicativeUpdates;

namespace Microsoft.ML.NonNegative;

public sealed partial class NonNegativeImageClassificationTrainer
{
    public sealed partial class Options
    {
        /// <summary>Throws where an option is out of its range, or does not go with another.</summary>
        /// <exception cref="ArgumentException">One or more options are wrong; the message lists every one of them.</exception>
        public void Validate()
        {
            var faults = Faults().ToList();
            if (faults.Count > 0)
                throw new ArgumentException($"{nameof(NonNegativeImageClassificationTrainer)}: {string.Join("; ", faults)}.");
        }

        private IEnumerable<string> Faults() => [.. ColumnFaults(), .. NetworkFaults(), .. DataFaults(), .. NumberFaults(), .. LossFaults(), .. ValidationFaults(), .. UpdateFaults()];

        private IEnumerable<string> ColumnFaults()
        {
            (string Option, string? Value)[] names =
            [
                (nameof(LabelColumnName), LabelColumnName), (nameof(FeatureColumnName), FeatureColumnName),
                (nameof(ScoreColumnName), ScoreColumnName), (nameof(PredictedLabelColumnName), PredictedLabelColumnName),
            ];
            foreach (var (option, value) in names)
                if (string.IsNullOrWhiteSpace(value))
                    yield return $"{option} must be the name of a column, but is empty";
            if (NameColumnName is not null && string.IsNullOrWhiteSpace(NameColumnName))
                yield return $"{nameof(NameColumnName)} must be the name of a column or null, but is empty";
            foreach (var same in names.GroupBy(name => name.Value).Where(group => group.Count() > 1 && !string.IsNullOrWhiteSpace(group.Key)))
                yield return $"{string.Join(" and ", same.Select(name => name.Option))} must differ, but are both '{same.Key}'";
        }

        private IEnumerable<string> NetworkFaults()
        {
            if (Architecture is null)
                yield return $"{nameof(Architecture)} must be set";
            if (Activation is null)
                yield return $"{nameof(Activation)} must be set";
            if (Activation is { IsBounded: false } and not BoundedRelu && Constraint == WeightConstraint.NonNegative)
                yield return $"{nameof(Activation)} '{Activation}' has no upper bound, which only {nameof(Activations.Relu)} can be given from data; state a finite maximum in its constructor, or train with {nameof(WeightConstraint)}.{nameof(WeightConstraint.Signed)}";
            if (InputShape is { } shape && (shape.Channels < 1 || shape.Height < 1 || shape.Width < 1))
                yield return $"{nameof(InputShape)} must be at least 1x1x1, but is {shape}";
            if (Undefined(nameof(Constraint), Constraint, "weight constraint") is { } constraint)
                yield return constraint;
            if (Undefined(nameof(Schedule), Schedule, "schedule") is { } schedule)
                yield return schedule;
            if (Undefined(nameof(Precision), Precision, "precision") is { } precision)
                yield return precision;
            if (Undefined(nameof(OnDivergence), OnDivergence, "action") is { } action)
                yield return action;
        }

        private IEnumerable<string> DataFaults()
        {
            if (Undefined(nameof(Normalization), Normalization, "normalization") is { } normalization)
                yield return normalization;
            if (Undefined(nameof(Storage), Storage, "storage") is { } storage)
                yield return storage;
            if (Normalization != InputNormalization.None && Constraint == WeightConstraint.Clipped)
                yield return $"{nameof(Normalization)} makes inputs negative, which a {nameof(WeightConstraint.Clipped)} network must not have; set it to {nameof(InputNormalization.None)}";
            if (CacheFolder is not null && !Directory.Exists(CacheFolder))
                yield return $"{nameof(CacheFolder)} '{CacheFolder}' is no folder that exists";
            foreach (var fault in Images?.Faults() ?? ["must be set"])
                yield return $"{nameof(Images)}: {fault}";
            foreach (var fault in Augmentation?.Faults() ?? ["must be set"])
                yield return $"{nameof(Augmentation)}: {fault}";
        }

        private IEnumerable<string> NumberFaults()
        {
            (string Option, long? Value, long Minimum)[] counts =
            [
                (nameof(Epochs), Epochs, 0), (nameof(PostEpochs), PostEpochs, 0), (nameof(BatchSize), BatchSize, 1), (nameof(ShuffleBuffer), ShuffleBuffer, 1),
                (nameof(Threads), Threads, 1), (nameof(DataThreads), DataThreads, 0), (nameof(GpuDeviceId), GpuDeviceId, 0), (nameof(CheckpointSteps), CheckpointSteps, 1),
            ];
            foreach (var (option, value, minimum) in counts)
                if (value < minimum)
                    yield return FormattableString.Invariant($"{option} must be at least {minimum}, but is {value}");
            (string Option, double? Value, Func<double, bool> IsValid, string Range)[] shares =
            [
                (nameof(WarmUp), WarmUp, value => value is >= 0 and <= 1, "from 0 to 1"),
                (nameof(LabelSmoothing), LabelSmoothing, IsBelowOne, "at least 0 and below 1"),
                (nameof(WeightAveraging), WeightAveraging, IsBelowOne, "at least 0 and below 1"),
                (nameof(ValidationSetFraction), ValidationSetFraction, IsBelowOne, "at least 0 and below 1"),
                (nameof(MaximumGradientNorm), MaximumGradientNorm, value => value is >= 1e-30 and <= 1e30, "from 1E-30 to 1E+30"),
            ];
            foreach (var (option, value, isValid, range) in shares)
                if (value is { } number && !isValid(number))
                    yield return $"{option} must be {range}, but is {number.ToString(CultureInfo.InvariantCulture)}";
        }

        private IEnumerable<string> LossFaults()
        {
            if (ClassWeights is null)
                yield break;
            if (BalanceClasses)
                yield return $"{nameof(ClassWeights)} and {nameof(BalanceClasses)} exclude each other";
            if (ClassWeights.Any(weight => !(weight >= 0 && double.IsFinite(weight))) || !ClassWeights.Any(weight => weight > 0))
                yield return $"{nameof(ClassWeights)} must be at least 0 and finite, and not all 0, but are [{string.Join(", ", ClassWeights.Select(weight => weight.ToString(CultureInfo.InvariantCulture)))}]";
        }

        private IEnumerable<string> ValidationFaults()
        {
            if (ValidationSet is not null && ValidationSetFraction > 0)
                yield return $"{nameof(ValidationSet)} and {nameof(ValidationSetFraction)} exclude each other";
            if (EarlyStopping is not null && ValidationSet is null && !(ValidationSetFraction > 0) && !TestOnTrainSet)
                yield return $"{nameof(EarlyStopping)} needs images to measure on: set {nameof(ValidationSet)}, {nameof(ValidationSetFraction)} or {nameof(TestOnTrainSet)}";
            foreach (var fault in EarlyStopping?.Faults() ?? [])
                yield return $"{nameof(EarlyStopping)}: {fault}";
            if (CheckpointFolder is not null && string.IsNullOrWhiteSpace(CheckpointFolder))
                yield return $"{nameof(CheckpointFolder)} must be a folder or null, but is empty";
            if (CheckpointSteps is not null && CheckpointFolder is null && OnDivergence == DivergenceAction.Throw)
                yield return $"{nameof(CheckpointSteps)} has no effect without {nameof(CheckpointFolder)} or {nameof(OnDivergence)} = {nameof(DivergenceAction.GoBack)}";
        }

        private IEnumerable<string> UpdateFaults()
        {
            foreach (var fault in Update?.Faults() ?? [])
                yield return $"{nameof(Update)}: {fault}";
            foreach (var fault in PostUpdate?.Faults() ?? ["must be set"])
                yield return $"{nameof(PostUpdate)}: {fault}";
            if (PostUpdate is { Rule: not (UpdateRuleKind.Multiplicative or UpdateRuleKind.Power or UpdateRuleKind.ExponentiatedGradient) })
                yield return $"{nameof(PostUpdate)}: {nameof(PostUpdate.Rule)} must be {nameof(UpdateRuleKind.Multiplicative)}, {nameof(UpdateRuleKind.Power)} or {nameof(UpdateRuleKind.ExponentiatedGradient)}, the rules that never change a sign, but is {PostUpdate.Rule}";
            if (PostUpdate is { Zeros: not ZeroPolicy.Freeze })
                yield return $"{nameof(PostUpdate)}: {nameof(PostUpdate.Zeros)} must be {nameof(ZeroPolicy.Freeze)}, so that what is zero stays zero, but is {PostUpdate.Zeros}";
        }

        private static bool IsBelowOne(double value) => value is >= 0 and < 1;

        private static string? Undefined<TEnum>(string option, TEnum value, string what)
            where TEnum : struct, Enum =>
            Enum.IsDefined(value) ? null : $"{option} is {value}, which is no {what}";
    }
}
