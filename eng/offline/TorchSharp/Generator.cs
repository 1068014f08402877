using TorchSharp.Native;
using static TorchSharp.Native.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers.</summary>
    public class Generator : IDisposable
    {
        IntPtr _handle;

        public Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device is null ? CPU : InitializeDevice(device);
            _handle = NativeMethods.Check(nnt_new_generator(seed, (int)this.device.type, this.device.index));
        }

        Generator(IntPtr handle)
        {
            _handle = handle;
            device = CPU;
        }

        ~Generator() => Dispose(false);

        public static Generator Default => new(NativeMethods.Check(nnt_default_generator()));

        public IntPtr Handle => _handle == IntPtr.Zero ? throw new InvalidOperationException("Generator invalid -- empty handle.") : _handle;

        public Device device { get; }

        public Generator manual_seed(long seed)
        {
            NativeMethods.Check(nnt_generator_set_seed(Handle, (ulong)seed));
            return this;
        }

        public unsafe long initial_seed()
        {
            long seed;
            NativeMethods.Check(nnt_generator_seed(Handle, &seed));
            return seed;
        }

        public long seed()
        {
            var seed = BitConverter.ToInt64(System.Security.Cryptography.RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue;
            manual_seed(seed);
            return seed;
        }

        public Tensor get_state() => new(NativeMethods.Check(nnt_generator_get_state(Handle)));

        public void set_state(Tensor value) => NativeMethods.Check(nnt_generator_set_state(Handle, value.Handle));

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (_handle != IntPtr.Zero) nnt_generator_dispose(_handle);
            _handle = IntPtr.Zero;
        }
    }

    public static class random
    {
        public static Generator manual_seed(long seed)
        {
            NativeMethods.Check(nnt_manual_seed(seed));
            return Generator.Default;
        }

        public static long seed() => Generator.Default.seed();
        public static long initial_seed() => Generator.Default.initial_seed();
        public static Tensor get_rng_state() => Generator.Default.get_state();
        public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);
    }

    public static Generator manual_seed(long seed) => random.manual_seed(seed);
    public static long initial_seed() => random.initial_seed();
    public static Tensor get_rng_state() => random.get_rng_state();
    public static void set_rng_state(Tensor new_state) => random.set_rng_state(new_state);

    public static int get_num_threads() => nnt_get_threads(0);
    public static void set_num_threads(int num) => NativeMethods.Check(nnt_set_threads(0, num));
    public static int get_num_interop_threads() => nnt_get_threads(1);
    public static void set_num_interop_threads(int num) => NativeMethods.Check(nnt_set_threads(1, num));
}
