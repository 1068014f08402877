// Counts of live tensors and libtorch's threads belong to the process.
[assembly: DoNotParallelize]
