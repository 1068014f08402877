using NonNegML.Samples.NonNegativeTables;

namespace NonNegativeTables.Tests;

/// <summary>Runs that nobody did.</summary>
internal static class Made
{
    public static RunSpec Spec(Method method = Method.Transform, int seed = 1, DataSet data = DataSet.Mnist, NetworkKind network = NetworkKind.Mlp, ActivationKind activation = ActivationKind.Sinusoidal) =>
        new(data, network, activation, method, seed, Start.Xavier, new Stage(Update.Sgd, 50, Eta: .5), method.IsPost() ? new Stage(Update.Nnsgd, 5, EtaIn: .9, EtaOut: .68) : null, 256, false, 60_000, 10_000);

    public static RunResult Result(double accuracy, string date = "2026-01-01 10:00", SplitCheck? check = null) =>
        new(accuracy, 0.125, false, 0, check ?? new SplitCheck(0, 0, 2, 3, 1.5e-6, true, null), 43.5, 66_000, "a processor, 2 cores", date, "0.1.0");
}
