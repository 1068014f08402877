// Tests of one assembly run one after another: live tensors are counted, and libtorch has its own threads.
[assembly: DoNotParallelize]
