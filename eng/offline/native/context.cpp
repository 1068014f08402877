// Threads, random numbers, CUDA.
#include "common.h"

#include <ATen/CPUGeneratorImpl.h>
#include <mutex>
#include <torch/cuda.h>

namespace {
enum Flag : int32_t { CublasTF32, CudnnTF32 };
enum CudaQuestion : int32_t { Available, CudnnAvailable, DeviceCount };
}

NNT_API int32_t nnt_get_threads(int32_t interop) { return interop ? at::get_num_interop_threads() : at::get_num_threads(); }

NNT_API int32_t nnt_set_threads(int32_t interop, int32_t count) {
  return guarded(0, [&] {
    if (interop) at::set_num_interop_threads(count);
    else at::set_num_threads(count);
    return 1;
  });
}

NNT_API int32_t nnt_manual_seed(int64_t seed) {
  return guarded(0, [&] { at::manual_seed(static_cast<uint64_t>(seed)); return 1; });
}

NNT_API int32_t nnt_cuda_manual_seed(int64_t seed, int32_t all) {
  return guarded(0, [&] {
    if (all) torch::cuda::manual_seed_all(static_cast<uint64_t>(seed));
    else torch::cuda::manual_seed(static_cast<uint64_t>(seed));
    return 1;
  });
}

NNT_API GeneratorHandle nnt_default_generator() {
  return guarded<GeneratorHandle>(nullptr, [&] { return new at::Generator(at::globalContext().defaultGenerator(at::kCPU)); });
}

// The CPU's generator has a public constructor; those of other devices are made after the default one.
NNT_API GeneratorHandle nnt_new_generator(uint64_t seed, int32_t device_type, int32_t device_index) {
  return guarded<GeneratorHandle>(nullptr, [&] {
    auto device = c10::Device(static_cast<c10::DeviceType>(device_type), static_cast<c10::DeviceIndex>(device_index));
    auto generator = device.is_cpu() ? at::make_generator<at::CPUGeneratorImpl>(seed) : at::globalContext().defaultGenerator(device).clone();
    generator.set_current_seed(seed);
    return new at::Generator(generator);
  });
}

NNT_API void nnt_generator_dispose(GeneratorHandle generator) { delete generator; }

NNT_API int32_t nnt_generator_set_seed(GeneratorHandle generator, uint64_t seed) {
  return guarded(0, [&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    generator->set_current_seed(seed);
    return 1;
  });
}

NNT_API int32_t nnt_generator_seed(GeneratorHandle generator, int64_t* seed) {
  return guarded(0, [&] { *seed = static_cast<int64_t>(generator->current_seed()); return 1; });
}

NNT_API TensorHandle nnt_generator_get_state(GeneratorHandle generator) {
  return guarded<TensorHandle>(nullptr, [&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    return handle_of(generator->get_state());
  });
}

NNT_API int32_t nnt_generator_set_state(GeneratorHandle generator, TensorHandle state) {
  return guarded(0, [&] {
    std::lock_guard<std::mutex> lock(generator->mutex());
    generator->set_state(tensor_of(state));
    return 1;
  });
}

// The answer; -1 for failure.
NNT_API int32_t nnt_cuda_ask(int32_t question) {
  return guarded(-1, [&]() -> int32_t {
    switch (question) {
      case Available: return torch::cuda::is_available();
      case CudnnAvailable: return torch::cuda::cudnn_is_available();
      case DeviceCount: return static_cast<int32_t>(torch::cuda::device_count());
      default: return 0;
    }
  });
}

NNT_API int32_t nnt_cuda_synchronize(int64_t device) {
  return guarded(0, [&] { torch::cuda::synchronize(device); return 1; });
}

// Whether the flag is set; -1 for failure.
NNT_API int32_t nnt_get_flag(int32_t flag) {
  return guarded(-1, [&]() -> int32_t { return flag == CublasTF32 ? at::globalContext().allowTF32CuBLAS() : at::globalContext().allowTF32CuDNN(); });
}

NNT_API int32_t nnt_set_flag(int32_t flag, int32_t value) {
  return guarded(0, [&] {
    if (flag == CublasTF32) at::globalContext().setAllowTF32CuBLAS(value != 0);
    else at::globalContext().setAllowTF32CuDNN(value != 0);
    return 1;
  });
}
