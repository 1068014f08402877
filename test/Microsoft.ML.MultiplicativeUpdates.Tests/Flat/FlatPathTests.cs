using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Microsoft.ML.MultiplicativeUpdates.Tests.Flat;

/// <summary>What others do to gradients, parameters and state between steps: the flat path must train as tensor operations do.</summary>
[TestClass]
public sealed class FlatPathTests
{
    private static readonly Action<Scene>[] Stories =
    [
        // Plain training.
        scene => scene.Train(0, 4),
        // A state is loaded in the middle.
        scene =>
        {
            scene.Train(0, 2);
            using var state = new MemoryStream();
            scene.First.Save(state);
            state.Position = 0;
            scene.First.Load(state);
            scene.Train(2, 2);
        },
        // A second optimizer takes over.
        scene =>
        {
            scene.Train(0, 2);
            scene.Train(2, 2, scene.Second);
        },
        // Two optimizers take turns.
        scene =>
        {
            for (var step = 0; step < 4; step++)
                scene.Train(step, 1, step % 2 == 0 ? scene.First : scene.Second);
        },
        // The parameter in the middle has no gradient once.
        scene =>
        {
            scene.Train(0, 2);
            scene.Train(2, 1, without: 5);
            scene.Train(3, 2);
        },
        // Somebody scales one gradient, in a tensor of his own.
        scene => scene.Train(0, 3, change: (parameter, i) =>
        {
            if (i == 5)
                parameter.grad = parameter.grad!.mul(0.5);
        }),
        // Gradients are dropped by somebody else.
        scene =>
        {
            scene.Train(0, 2);
            scene.Drop(5);
            scene.Train(2, 2);
        },
        // A parameter is frozen in the middle.
        scene =>
        {
            scene.Train(0, 2);
            scene.Parameters[5].requires_grad = false;
            scene.First.zero_grad();
            scene.Train(2, 2, without: 5);
        },
        // Somebody gives a parameter other memory.
        scene =>
        {
            scene.Train(0, 2);
            using (no_grad())
                scene.Parameters[5].set_(ones(3));
            scene.Train(2, 2);
        },
    ];

    public static IEnumerable<object[]> Cases =>
        from story in Enumerable.Range(0, Stories.Length)
        from direction in new[] { DirectionKind.Sgd, DirectionKind.Adam }
        select new object[] { story, direction };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Step_WhateverHappensBetween_TrainsAsTensorOperationsDo(int story, DirectionKind direction)
    {
        var expected = Play(StepPath.Tensors, story, direction);
        var actual = Play(StepPath.Flat, story, direction);

        for (var i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-6f * Math.Max(1, Math.Abs(expected[i])), $"element {i}");
    }

    [TestMethod]
    public void Step_ManyParameters_RunsAsManyOperationsAsForFew()
    {
        // Parameters with a gradient that stays in place: what is left to create is what the operations return.
        Assert.AreEqual(OperationsOf(10), OperationsOf(1000));
    }

    private static float[] Play(StepPath path, int story, DirectionKind direction)
    {
        using var scope = NewDisposeScope();
        using var scene = new Scene(path, direction);
        Stories[story](scene);
        return [.. scene.Parameters.SelectMany(parameter => parameter.data<float>().ToArray())];
    }

    // The tensors that a step makes, less the one look at each parameter's gradient.
    private static long OperationsOf(int count)
    {
        using var scope = NewDisposeScope();
        var parameters = Enumerable.Range(0, count).Select(_ => new Parameter(ones(3))).ToList();
        using var optimizer = new MultiplicativeOptimizer(parameters, new MultiplicativeUpdateOptions { Path = StepPath.Flat, Rule = UpdateRuleKind.Multiplicative });
        foreach (var parameter in parameters)
            parameter.grad = ones(3);
        optimizer.step();
        optimizer.step();
        var before = Created();
        optimizer.step();
        return Created() - before - count;

        static long Created() => DisposeScopeManager.Statistics.CreatedInScopeCount + DisposeScopeManager.Statistics.CreatedOutsideScopeCount;
    }

    /// <summary>Eleven parameters of three elements and the gradients of each step.</summary>
    private sealed class Scene : IDisposable
    {
        public Scene(StepPath path, DirectionKind direction)
        {
            var random = new Random(5);
            Parameters = [.. Enumerable.Range(0, 11).Select(_ => new Parameter(tensor(Numbers(random))))];
            var options = new MultiplicativeUpdateOptions { Path = path, Direction = direction, LearningRate = 0.05, OuterLearningRate = 0.1, Momentum = 0.9 };
            First = new MultiplicativeOptimizer(Parameters, options);
            Second = new MultiplicativeOptimizer(Parameters, options);
        }

        public List<Parameter> Parameters { get; }

        public MultiplicativeOptimizer First { get; }

        public MultiplicativeOptimizer Second { get; }

        public void Train(int first, int count, MultiplicativeOptimizer? optimizer = null, int without = -1, Action<Parameter, int>? change = null)
        {
            optimizer ??= First;
            for (var step = first; step < first + count; step++)
            {
                var random = new Random(100 + step);
                for (var i = 0; i < Parameters.Count; i++)
                {
                    using var factors = tensor(Numbers(random));
                    if (i == without)
                    {
                        Parameters[i].grad = null;
                        continue;
                    }
                    using var loss = Parameters[i].mul(factors).sum();
                    loss.backward();
                    change?.Invoke(Parameters[i], i);
                }
                optimizer.step();
                optimizer.zero_grad();
            }
        }

        public void Drop(int index) => Parameters[index].grad = null;

        public void Dispose()
        {
            First.Dispose();
            Second.Dispose();
        }

        private static float[] Numbers(Random random) => [(float)(random.NextDouble() - 0.5), (float)(random.NextDouble() - 0.5), (float)(random.NextDouble() - 0.5)];
    }
}
