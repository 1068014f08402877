// Operators of libtorch, found by schema name and called with a stack of tagged values.
#include "common.h"

#include <cstring>

namespace {

// One argument or result. 'bits' is an integer, the bits of a double, or a pointer; 'length' is the number of list elements or characters.
struct Value {
  enum Tag : int64_t { Default, None, Tensor, Int, Double, Bool, IntList, TensorList, OptionalTensorList, String, Device, Generator };
  int64_t tag;
  int64_t bits;
  int64_t length;

  double as_double() const { double d; std::memcpy(&d, &bits, sizeof d); return d; }
  template <typename T> T* as_pointer() const { return reinterpret_cast<T*>(bits); }
};

thread_local std::string last_error;

// c10::optional until libtorch took up the standard library's.
using OptionalTensor = decltype(std::declval<const c10::IValue&>().toOptionalTensorVector())::value_type;
using OptionalTensors = c10::List<OptionalTensor>;

OptionalTensors optional_tensors(const TensorHandle* handles, int64_t count) {
  OptionalTensors list;
  list.reserve(count);
  for (int64_t i = 0; i < count; i++)
    list.push_back(handles[i] ? OptionalTensor(*handles[i]) : OptionalTensor());
  return list;
}

c10::IValue argument(const Value& value) {
  switch (value.tag) {
    case Value::None: return {};
    case Value::Tensor: return tensor_of(value.as_pointer<at::Tensor>());
    case Value::Int: return value.bits;
    case Value::Double: return value.as_double();
    case Value::Bool: return value.bits != 0;
    case Value::IntList: return at::IntArrayRef(value.as_pointer<int64_t>(), value.length);
    case Value::TensorList: return tensors_of(value.as_pointer<TensorHandle>(), value.length);
    case Value::OptionalTensorList: return optional_tensors(value.as_pointer<TensorHandle>(), value.length);
    case Value::String: return std::string(value.as_pointer<char>(), value.length);
    case Value::Device: return c10::Device(static_cast<c10::DeviceType>(value.bits), static_cast<c10::DeviceIndex>(value.length));
    case Value::Generator: return *value.as_pointer<at::Generator>();
    default: throw std::invalid_argument("an argument without value or default");
  }
}

Value result(const c10::IValue& value) {
  Value r{Value::None, 0, 0};
  if (value.isTensor()) {
    if (value.toTensor().defined()) r = {Value::Tensor, reinterpret_cast<int64_t>(handle_of(value.toTensor())), 0};
  } else if (value.isTensorList()) {
    auto list = value.toTensorVector();
    auto handles = new TensorHandle[list.size()];
    for (size_t i = 0; i < list.size(); i++) handles[i] = handle_of(list[i]);
    r = {Value::TensorList, reinterpret_cast<int64_t>(handles), static_cast<int64_t>(list.size())};
  } else if (value.isBool()) {
    r = {Value::Bool, value.toBool(), 0};
  } else if (value.isInt()) {
    r = {Value::Int, value.toInt(), 0};
  } else if (value.isDouble()) {
    r.tag = Value::Double;
    auto d = value.toDouble();
    std::memcpy(&r.bits, &d, sizeof d);
  } else if (!value.isNone()) {
    throw std::invalid_argument("a result of type " + value.tagKind() + " is not supported");
  }
  return r;
}

// Leaves the stack empty however the call ends, so that it owns no tensor between calls.
struct StackUse {
  std::vector<c10::IValue>& stack;
  ~StackUse() { stack.clear(); }
};

}  // namespace

void set_last_error(const char* message) { last_error = message; }

NNT_API const char* nnt_last_error() { return last_error.c_str(); }

NNT_API void* nnt_find(const char* name, const char* overload) {
  return guarded<void*>(nullptr, [&]() -> void* {
    auto found = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!found) throw std::invalid_argument(std::string("libtorch has no operator ") + name + "." + overload);
    return new c10::OperatorHandle(*found);
  });
}

// Calls an operator. Arguments that are left out, or tagged Default, take the schema's defaults. The first 'result_count' results are returned.
NNT_API int32_t nnt_call(void* op, const Value* arguments, int32_t argument_count, Value* results, int32_t result_count) {
  return guarded(0, [&] {
    const auto& handle = *static_cast<c10::OperatorHandle*>(op);
    const auto& parameters = handle.schema().arguments();
    const auto parameter_count = static_cast<int32_t>(parameters.size());
    if (argument_count > parameter_count) throw std::invalid_argument("too many arguments for " + toString(handle.schema()));
    static thread_local std::vector<c10::IValue> stack;
    StackUse use{stack};
    for (int32_t i = 0; i < argument_count; i++) {
      if (arguments[i].tag != Value::Default) stack.push_back(argument(arguments[i]));
      else stack.push_back(parameters[i].default_value().value());
    }
    for (auto i = argument_count; i < parameter_count; i++) stack.push_back(parameters[i].default_value().value());
    handle.callBoxed(&stack);
    for (int32_t i = 0; i < result_count; i++) results[i] = result(stack.at(i));
    return 1;
  });
}

NNT_API void nnt_free_list(TensorHandle* list) { delete[] list; }
