// Gradients: of a tensor, of a graph, and whether graphs are recorded at all.
#include "common.h"

#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/autograd.h>

namespace {
// A pass that the caller's own code has failed leaves what it failed with in 'error'.
template <typename Body>
int32_t guarded_pass(void** error, Body&& body) {
  *error = nullptr;
  return guarded(0, [&] {
    try {
      body();
      return 1;
    } catch (const CallerError& e) {
      *error = e.object->release();
      throw;
    }
  });
}
}  // namespace

NNT_API int32_t nnt_set_requires_grad(TensorHandle tensor, int32_t value) {
  return guarded(0, [&] { tensor_of(tensor).set_requires_grad(value != 0); return 1; });
}

// The gradient in 'grad', or null where there is none.
NNT_API int32_t nnt_get_grad(TensorHandle tensor, TensorHandle* grad) {
  return guarded(0, [&] {
    const auto& g = tensor_of(tensor).grad();
    *grad = g.defined() ? handle_of(g) : nullptr;
    return 1;
  });
}

NNT_API int32_t nnt_set_grad(TensorHandle tensor, TensorHandle grad) {
  return guarded(0, [&] { tensor_of(tensor).mutable_grad() = grad ? *grad : at::Tensor(); return 1; });
}

NNT_API int32_t nnt_backward(const TensorHandle* tensors, int64_t count, const TensorHandle* grads, int64_t grad_count,
                             int32_t retain_graph, int32_t create_graph, const TensorHandle* inputs, int64_t input_count, void** error) {
  return guarded_pass(error, [&] {
    torch::autograd::backward(tensors_of(tensors, count), tensors_of(grads, grad_count), retain_graph != 0, create_graph != 0, tensors_of(inputs, input_count));
  });
}

// Fills 'results', of input_count elements; null where an input has no gradient and allow_unused is set.
NNT_API int32_t nnt_grad(const TensorHandle* outputs, int64_t output_count, const TensorHandle* inputs, int64_t input_count, const TensorHandle* grads, int64_t grad_count,
                         int32_t retain_graph, int32_t create_graph, int32_t allow_unused, TensorHandle* results, void** error) {
  return guarded_pass(error, [&] {
    auto found = torch::autograd::grad(tensors_of(outputs, output_count), tensors_of(inputs, input_count), tensors_of(grads, grad_count),
                                       retain_graph != 0, create_graph != 0, allow_unused != 0);
    for (size_t i = 0; i < found.size(); i++) results[i] = found[i].defined() ? handle_of(found[i]) : nullptr;
  });
}

NNT_API int32_t nnt_grad_enabled() { return at::GradMode::is_enabled(); }

NNT_API void nnt_set_grad_enabled(int32_t value) { at::GradMode::set_enabled(value != 0); }

NNT_API int32_t nnt_inference_enabled() { return c10::InferenceMode::is_enabled(); }

NNT_API void* nnt_inference_begin(int32_t value) { return new c10::InferenceMode(value != 0); }

NNT_API void nnt_inference_end(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }
