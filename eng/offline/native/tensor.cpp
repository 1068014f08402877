// What a tensor is made of: memory, shape, type, place.
#include "common.h"

#include <ATen/ops/empty.h>
#include <cstring>

namespace {
enum Property : int32_t { Dim, Numel, ElementSize, Dtype, DeviceType, DeviceIndex, Layout, RequiresGrad, IsLeaf, StorageOffset, StorageBytes, IsContiguous, IsConj, IsNeg };
}

NNT_API void nnt_tensor_dispose(TensorHandle tensor) { delete tensor; }

NNT_API TensorHandle nnt_tensor_alias(TensorHandle tensor) {
  return guarded<TensorHandle>(nullptr, [&] { return handle_of(tensor_of(tensor)); });
}

NNT_API TensorHandle nnt_tensor_from_memory(const void* data, const int64_t* sizes, int32_t dim, int32_t dtype) {
  return guarded<TensorHandle>(nullptr, [&] {
    auto tensor = at::empty(at::IntArrayRef(sizes, dim), at::TensorOptions(static_cast<at::ScalarType>(dtype)));
    if (tensor.numel() > 0) std::memcpy(tensor.data_ptr(), data, tensor.nbytes());
    return handle_of(tensor);
  });
}

NNT_API void* nnt_tensor_data(TensorHandle tensor) {
  return guarded<void*>(nullptr, [&] { return tensor_of(tensor).data_ptr(); });
}

NNT_API int32_t nnt_tensor_get(TensorHandle handle, int32_t property, int64_t* value) {
  return guarded(0, [&] {
    const auto& t = tensor_of(handle);
    switch (property) {
      case Dim: *value = t.dim(); break;
      case Numel: *value = t.numel(); break;
      case ElementSize: *value = t.element_size(); break;
      case Dtype: *value = static_cast<int64_t>(t.scalar_type()); break;
      case DeviceType: *value = static_cast<int64_t>(t.device().type()); break;
      case DeviceIndex: *value = t.device().index(); break;
      case Layout: *value = static_cast<int64_t>(t.layout()); break;
      case RequiresGrad: *value = t.requires_grad(); break;
      case IsLeaf: *value = t.is_leaf(); break;
      case StorageOffset: *value = t.storage_offset(); break;
      case StorageBytes: *value = t.storage().nbytes(); break;
      case IsContiguous: *value = t.is_contiguous(); break;
      case IsConj: *value = t.is_conj(); break;
      case IsNeg: *value = t.is_neg(); break;
      default: throw std::invalid_argument("unknown tensor property");
    }
    return 1;
  });
}

// Fills 'sizes' and 'strides', of dim() elements each, where they are not null.
NNT_API int32_t nnt_tensor_shape(TensorHandle handle, int64_t* sizes, int64_t* strides) {
  return guarded(0, [&] {
    const auto& t = tensor_of(handle);
    for (int64_t i = 0; i < t.dim(); i++) {
      if (sizes) sizes[i] = t.sizes()[i];
      if (strides) strides[i] = t.strides()[i];
    }
    return 1;
  });
}
