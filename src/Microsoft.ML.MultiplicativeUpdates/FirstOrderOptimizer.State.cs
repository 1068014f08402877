using Microsoft.ML.MultiplicativeUpdates.Steps;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates;

public abstract partial class FirstOrderOptimizer
{
    /// <summary>Writes everything that a later step depends on, but for the parameters: steps, moments, rates.</summary>
    /// <param name="stream">Is left open.</param>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var quiet = no_grad();
        StateFile.Write(stream, GetType().Name, SkippedSteps, [.. _parameter_groups.Select(Describe)], [.. _trained.Select(trained => (trained.Parameter, trained.State))]);
    }

    /// <summary>Writes the state to a file, which appears when it is complete.</summary>
    /// <param name="path">Replaced where it exists.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = File.Create(unfinished))
            {
                Save(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Goes on where a saved optimizer stopped: with the parameters of that moment, further steps are the same bit for bit.</summary>
    /// <param name="stream">What <see cref="Save(Stream)"/> wrote, for an optimizer with the same groups of parameters; is left open behind it.</param>
    /// <exception cref="InvalidDataException">It is no such file, is damaged, or belongs to another optimizer. Nothing was changed.</exception>
    public void Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var quiet = no_grad();
        var (skippedSteps, groups, states) = StateFile.Read(
            stream, GetType().Name, [.. _parameter_groups.Select(Describe)], [.. _trained.Select(trained => trained.Parameter)]);
        try
        {
            foreach (var (group, numbers) in _parameter_groups.Zip(groups))
                CheckRates(group, numbers);
            foreach (var (group, numbers) in _parameter_groups.Zip(groups))
                SetRates(group, numbers);
            foreach (var (trained, state) in _trained.Zip(states))
                trained.State.Take(state.Steps, state.Zeros, state.Moments);
            SkippedSteps = skippedSteps;
            Loaded();
        }
        finally
        {
            foreach (var state in states)
                state.Dispose();
        }
    }

    /// <summary>Goes on where a saved optimizer stopped.</summary>
    /// <param name="path">A file that <see cref="Save(string)"/> wrote.</param>
    /// <exception cref="InvalidDataException">It is no such file, is damaged, or belongs to another optimizer. Nothing was changed.</exception>
    public void Load(string path)
    {
        using var stream = File.OpenRead(path);
        Load(stream);
    }

    /// <summary>A state was loaded: parameters at step 0 begin anew, all others go on.</summary>
    private protected virtual void Loaded()
    {
    }

    /// <summary>A group as it is written.</summary>
    private protected virtual GroupRecord Describe(ParamGroup group) => new("", [group.LearningRate, group.InitialLearningRate]);

    /// <summary>Throws where a group cannot have the numbers that were read for it.</summary>
    private protected virtual void CheckRates(ParamGroup group, double[] numbers)
    {
    }

    /// <summary>Gives a group the numbers that were read for it.</summary>
    private protected virtual void SetRates(ParamGroup group, double[] numbers) => (group.LearningRate, group.InitialLearningRate) = (numbers[0], numbers[1]);
}
