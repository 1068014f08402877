// Functions whose backward is code of the caller of this library.
#include "common.h"

#include <algorithm>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/saved_variable.h>
#include <torch/csrc/autograd/variable.h>

namespace ag = torch::autograd;

namespace {

// What the caller implements.
struct Calls {
  // Takes over 'grads', one for each output of the function, null where there is none; hands gradients back through nnt_function_return.
  // Returns null, or the error that stopped it, an object of the caller.
  void* (*backward)(void* state, const TensorHandle* grads, int64_t count, ag::variable_list* results);
  void (*release)(void* object);
};

// A function of which forward has run, as the caller describes it. 'handles' holds inputs, outputs, inputs that forward has changed,
// outputs without gradient, and tensors to save (null where one is missing), in this order.
struct Forward {
  const char* name;
  void* state;
  Calls calls;
  const TensorHandle* handles;
  int64_t input_count, output_count, dirty_count, plain_count, saved_count;
  int64_t materialize;
};

// The function in the graph. It owns the caller's state and, until its backward has run for the last time, the saved tensors.
class FunctionNode final : public ag::Node {
 public:
  explicit FunctionNode(const Forward& forward)
      : name_(forward.name), state_(forward.state), calls_(forward.calls), materialize_(forward.materialize != 0) {}

  ~FunctionNode() override { calls_.release(state_); }

  std::string name() const override { return name_; }

  ag::variable_list apply(ag::variable_list&& grads) override {
    if (materialize_)
      for (size_t i = 0; i < grads.size(); i++)
        if (!grads[i].defined()) grads[i] = input_metadata(i).zeros_like();
    std::vector<TensorHandle> handles;
    handles.reserve(grads.size());
    for (auto& grad : grads) handles.push_back(grad.defined() ? handle_of(std::move(grad)) : nullptr);
    ag::variable_list results(num_outputs());
    if (auto error = calls_.backward(state_, handles.data(), handles.size(), &results)) throw CallerError(name_, error, calls_.release);
    return results;
  }

  // An output of this very function is saved without its place in the graph: that would be a cycle.
  void save(TensorHandle tensor) {
    if (tensor) saved_.emplace_back(*tensor, tensor->grad_fn().get() == this);
    else saved_.emplace_back();
  }

  ag::variable_list saved() {
    std::lock_guard<std::mutex> lock(mutex_);
    ag::variable_list tensors;
    for (const auto& variable : saved_) tensors.push_back(variable.unpack(shared_from_this()));
    return tensors;
  }

  void release_variables() override {
    std::lock_guard<std::mutex> lock(mutex_);
    for (auto& variable : saved_) variable.reset_data();
  }

 private:
  const char* name_;
  void* state_;
  Calls calls_;
  bool materialize_;
  std::vector<ag::SavedVariable> saved_;
};

struct Handles {
  const TensorHandle* first;
  int64_t count;

  bool contain(const at::Tensor& tensor) const {
    return std::any_of(first, first + count, [&](TensorHandle handle) { return handle->is_same(tensor); });
  }
};

// The output as it leaves the function: with the node as its place in the graph, where there is one and it has a gradient.
at::Tensor placed(const at::Tensor& output, const std::shared_ptr<FunctionNode>& node, bool is_input, bool is_dirty, bool is_plain) {
  auto number = node ? node->add_input_metadata(output) : 0;
  if (!node || is_plain || !(at::isFloatingType(output.scalar_type()) || at::isComplexType(output.scalar_type())))
    return !is_dirty && (is_input || output.requires_grad()) ? output.detach() : output;
  if (is_dirty) {
    if (output.is_leaf() && output.requires_grad()) throw std::invalid_argument("a leaf Variable that requires grad has been used in an in-place operation.");
    ag::impl::rebase_history(output, {node, number});
    return output;
  }
  auto result = output;
  if (is_input) {
    c10::AutoGradMode without_grad(false);
    result = output.view_as(output);
  }
  ag::impl::set_gradient_edge(result, {node, number});
  return result;
}

}  // namespace

// Puts a function into the graph; without 'state' it has no gradient and is not in it. Fills 'results', one for each output, with null where the
// output itself is the result. The node, which the results keep alive, is left in 'place'. The state is released with it, or on failure.
NNT_API int32_t nnt_function_forward(const Forward* forward, TensorHandle* results, FunctionNode** place) {
  return guarded(0, [&] {
    std::shared_ptr<FunctionNode> node;
    if (forward->state) node.reset(new FunctionNode(*forward), ag::deleteNode);
    Handles inputs{forward->handles, forward->input_count};
    Handles outputs{inputs.first + inputs.count, forward->output_count};
    Handles dirty{outputs.first + outputs.count, forward->dirty_count};
    Handles plain{dirty.first + dirty.count, forward->plain_count};
    Handles saved{plain.first + plain.count, forward->saved_count};

    if (node)
      for (int64_t i = 0; i < inputs.count; i++) node->add_next_edge(ag::impl::gradient_edge(*inputs.first[i]));
    for (int64_t i = 0; i < dirty.count; i++) dirty.first[i]->unsafeGetTensorImpl()->bump_version();
    ag::variable_list leaving;
    for (int64_t i = 0; i < outputs.count; i++) {
      const auto& output = tensor_of(outputs.first[i]);
      leaving.push_back(placed(output, node, inputs.contain(output), dirty.contain(output), plain.contain(output)));
    }
    if (node)
      for (int64_t i = 0; i < saved.count; i++) node->save(saved.first[i]);
    for (int64_t i = 0; i < outputs.count; i++) {
      auto same = leaving[i].is_same(*outputs.first[i]) && !inputs.contain(leaving[i]);
      results[i] = same ? nullptr : handle_of(std::move(leaving[i]));
    }
    *place = node.get();
    return 1;
  });
}

// Fills 'results', of as many elements as tensors were saved; null where one was missing.
NNT_API int32_t nnt_function_saved(FunctionNode* node, TensorHandle* results) {
  return guarded(0, [&] {
    for (auto& tensor : node->saved()) *results++ = tensor.defined() ? handle_of(std::move(tensor)) : nullptr;
    return 1;
  });
}

NNT_API void nnt_function_release(FunctionNode* node) { node->release_variables(); }

// Hands back the gradient of an input from within backward.
NNT_API void nnt_function_return(ag::variable_list* results, int64_t index, TensorHandle gradient) { (*results)[index] = *gradient; }
