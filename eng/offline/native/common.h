// The C interface between the TorchSharp stand-in and libtorch.
//
// Operators are not wrapped one by one: a caller looks one up by its schema name and calls it with a stack of tagged values (call.cpp).
// Only what the operator registry does not offer has functions of its own (tensor.cpp, autograd.cpp, function.cpp, context.cpp).
//
// A tensor handle is an at::Tensor on the heap, a generator handle an at::Generator. Every function that can fail returns 0 or null and
// leaves the message for nnt_last_error; no C++ exception crosses the interface.
#pragma once

#include <ATen/Context.h>
#include <ATen/Generator.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/core/ivalue.h>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#define NNT_API extern "C" __attribute__((visibility("default")))

using TensorHandle = at::Tensor*;
using GeneratorHandle = at::Generator*;

void set_last_error(const char* message);

// Runs the body; on an exception keeps its message and returns the value for failure.
template <typename Result, typename Body>
Result guarded(Result failure, Body&& body) {
  try {
    return body();
  } catch (const std::exception& e) {
    set_last_error(e.what());
  } catch (...) {
    set_last_error("unknown C++ exception");
  }
  return failure;
}

// An error of the caller's own code inside a backward pass (function.cpp): an object of the caller, for the one who catches this to take over.
struct CallerError : std::runtime_error {
  CallerError(const std::string& function, void* object, void (*release)(void*))
      : std::runtime_error(function + ": its backward failed"), object(std::make_shared<Object>(object, release)) {}

  using Object = std::unique_ptr<void, void (*)(void*)>;
  std::shared_ptr<Object> object;
};

inline const at::Tensor& tensor_of(TensorHandle handle) {
  if (!handle) throw std::invalid_argument("Tensor invalid -- empty handle.");
  return *handle;
}

inline TensorHandle handle_of(at::Tensor tensor) { return new at::Tensor(std::move(tensor)); }

inline std::vector<at::Tensor> tensors_of(const TensorHandle* handles, int64_t count) {
  std::vector<at::Tensor> tensors;
  tensors.reserve(count);
  for (int64_t i = 0; i < count; i++) tensors.push_back(tensor_of(handles[i]));
  return tensors;
}
