using System.Diagnostics;
using System.Globalization;

namespace NonNegML.Benchmarks.Inference;

/// <summary>The script on the other side: a process that measures when it is told to.</summary>
internal sealed class PythonForward : IDisposable
{
    private readonly Process _process;

    public PythonForward(InferenceOptions options) => _process = Process.Start(new ProcessStartInfo(
        "/usr/bin/python3",
        [options.Script, .. new[] { options.Threads, Math.Max(1, options.CnnRows), Math.Max(1, options.ResNetRows), InferenceOptions.Batch }.Select(number => number.ToString(CultureInfo.InvariantCulture))])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    /// <summary>Takes a measurement.</summary>
    public Timing Measure(string what)
    {
        _process.StandardInput.WriteLine(what);
        _process.StandardInput.Flush();
        var answer = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The Python script ended at '{what}'.");
        var numbers = answer.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return new Timing(numbers[0], numbers[1]);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
