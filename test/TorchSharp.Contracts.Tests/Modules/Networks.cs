using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Contracts.Tests.Modules;

/// <summary>A module as an outside assembly writes it: layers, a parameter and a buffer in fields.</summary>
internal sealed class Network : nn.Module<Tensor, Tensor>
{
    readonly Linear first = nn.Linear(3, 2);
    readonly nn.Module<Tensor, Tensor> rest = nn.Sequential(("act", nn.ReLU()), ("last", nn.Linear(2, 1)));
    internal Parameter scale = new(ones(1));
    internal Tensor offset = zeros(1);
#pragma warning disable CS0649, IDE0044 // A field that stays null is not registered.
    readonly Linear? none;
#pragma warning restore CS0649, IDE0044

    internal Network() : base(nameof(Network)) => RegisterComponents();

    public override Tensor forward(Tensor input) => (none ?? rest).call(first.call(input)) * scale + offset;
}
