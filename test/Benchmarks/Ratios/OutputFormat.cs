namespace NonNegML.Benchmarks.Ratios;

internal enum OutputFormat
{
    Table,
    Markdown,
    Json,
}
