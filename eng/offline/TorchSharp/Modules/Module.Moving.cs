#nullable disable
using TorchSharp.Modules;
using TorchSharp.Native;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // Other types and devices. A module's own parameters are replaced by new ones; those of the library's layers keep their identity.
        public partial class Module
        {
            internal virtual bool KeepsParameters => false;

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                CheckType(dtype);
                Move(dtype, null, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                CheckDevice(deviceType);
                Move(null, new Device(deviceType, deviceType == DeviceType.CUDA ? deviceIndex : -1), non_blocking);
                return this;
            }

            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                CheckType(dtype);
                CheckDevice(device.type);
                Move(dtype, device.type == DeviceType.CUDA ? device : new Device(device.type), non_blocking);
                return this;
            }

            public Module _to(Tensor other, bool non_blocking)
            {
                _to(other.dtype, non_blocking);
                return _to(other.device_type, other.device_index, non_blocking);
            }

            protected void _toEpilog(ScalarType dtype, bool non_blocking) => Move(dtype, null, non_blocking);

            protected void _toEpilog(Device device, ScalarType dtype, bool non_blocking) => Move(dtype, device, non_blocking);

            protected void _toEpilog(DeviceType deviceType, int deviceIndex, bool non_blocking) => Move(null, new Device(deviceType, deviceIndex), non_blocking);

            internal T Moved<T>(Device device, ScalarType? dtype) where T : Module
            {
                if (device is null) return dtype is ScalarType type ? (T)_to(type, false) : (T)this;
                return dtype is ScalarType both ? (T)_to(device, both, false) : (T)_to(device.type, device.index, false);
            }

            void Move(ScalarType? dtype, Device device, bool nonBlocking)
            {
                foreach (var (_, child) in named_children())
                {
                    if (device is null) child._to(dtype.Value, nonBlocking);
                    else if (dtype is null) child._to(device.type, device.index, nonBlocking);
                    else child._to(device, dtype.Value, nonBlocking);
                }
                var fields = InstanceFields().ToDictionary(ComponentNameAttribute.Of);
                foreach (var (name, parameter) in named_parameters(false).ToList())
                {
                    var type = TypeFor(parameter, dtype);
                    if (!parameter.MustMove(type, device)) continue;
                    var moved = MovedParameter(parameter, type, device);
                    if (ReferenceEquals(moved, parameter)) continue;
                    ConditionallyRegisterParameter(name, moved);
                    if (fields.TryGetValue(name, out var field)) field.SetValue(this, moved);
                }
                foreach (var (name, buffer) in named_buffers(false).ToList())
                {
                    // The library's layers convert every buffer, counts too.
                    var type = KeepsParameters ? dtype ?? buffer.dtype : TypeFor(buffer, dtype);
                    if (!buffer.MustMove(type, device)) continue;
                    if (KeepsParameters)
                    {
                        using var data = buffer.to(type, device ?? buffer.device);
                        Ops.set_data.Run(buffer, data);
                        continue;
                    }
                    var moved = buffer.to(type, device ?? buffer.device, disposeAfter: true).DetachFromDisposeScope();
                    ConditionallyRegisterBuffer(name, moved);
                    if (fields.TryGetValue(name, out var field)) field.SetValue(this, moved);
                }
            }

            Parameter MovedParameter(Parameter parameter, ScalarType type, Device device)
            {
                using var moving = no_grad();
                using var grad = parameter.grad;
                using var movedGrad = grad?.to(type, device ?? grad.device);
                var data = parameter.to(type, device ?? parameter.device);
                if (KeepsParameters)
                {
                    using (data) Ops.set_data.Run(parameter, data);
                    if (movedGrad is not null) parameter.grad = movedGrad;
                    return parameter;
                }
                var moved = new Parameter(data, parameter.requires_grad);
                moved.DetachFromDisposeScope();
                if (movedGrad is not null) moved.grad = movedGrad;
                parameter.Dispose();
                return moved;
            }

            static ScalarType TypeFor(Tensor tensor, ScalarType? wanted) => wanted is ScalarType type && (tensor.is_floating_point() || tensor.is_complex()) ? type : tensor.dtype;

            static void CheckType(ScalarType dtype)
            {
                if (!is_floating_point(dtype) && !is_complex(dtype))
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
            }

            static void CheckDevice(DeviceType type)
            {
                if (type == DeviceType.CUDA && !cuda.is_available()) throw new InvalidOperationException("CUDA is not available.");
            }
        }
    }
}
