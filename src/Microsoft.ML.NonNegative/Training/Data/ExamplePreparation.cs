namespace Microsoft.ML.NonNegative;

/// <summary>Makes of an example's values what a network takes: scaling, augmentation, normalisation. Called by any thread.</summary>
/// <remarks>What it draws at random must follow from the pass and <see cref="Example.Index"/> alone (<see cref="ExampleRandom.Seed"/>), or batches would depend on which thread came first.</remarks>
/// <param name="example">Whose values they are.</param>
/// <param name="values">As the source loads them; changed in place.</param>
internal delegate void ExamplePreparation(Example example, Span<float> values);
