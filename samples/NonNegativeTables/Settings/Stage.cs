namespace NonNegML.Samples.NonNegativeTables;

/// <summary>One training with one update.</summary>
/// <param name="Update">How.</param>
/// <param name="Epochs">How long.</param>
/// <param name="Eta">eta of SGD, Adam and CSGD.</param>
/// <param name="EtaIn">eta_in of NNSGD and multiplicative Adam.</param>
/// <param name="EtaOut">eta_out of them.</param>
/// <param name="Schedule">What becomes of the rates.</param>
/// <param name="Momentum">That of SGD.</param>
/// <param name="WeightDecay">The penalty's, in SGD.</param>
internal sealed record Stage(Update Update, int Epochs, double Eta = 0, double EtaIn = 0, double EtaOut = 0, Schedule Schedule = Schedule.Constant, double Momentum = 0, double WeightDecay = 0)
{
    /// <summary>For example "NNSGD .9/.68, 5 epochs".</summary>
    public override string ToString()
    {
        var rates = Update is Update.Sgd or Update.Adam or Update.Csgd ? FormattableString.Invariant($"{Eta}") : FormattableString.Invariant($"{EtaIn}/{EtaOut}");
        var name = Update switch { Update.Sgd => "SGD", Update.Adam => "Adam", Update.Csgd => "CSGD", Update.Nnsgd => "NNSGD", _ => "multiplicative Adam" };
        return FormattableString.Invariant($"{name} {rates}{(Schedule == Schedule.Cosine ? " cosine" : "")}, {Epochs} epoch{(Epochs == 1 ? "" : "s")}");
    }
}
