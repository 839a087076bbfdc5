package dev.blueline.torch;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Java arrays to a device and back. */
final class HostArrays {
    private HostArrays() {}

    static Tensor upload(float[] values, Device device, long... shape) {
        return Tensor.create(values, shape).to(device, ScalarType.Float);
    }

    /** Whole numbers, as libtorch wants them for an index. */
    static Tensor upload(long[] values, Device device, long... shape) {
        return Tensor.create(values, shape).to(device, ScalarType.Long);
    }

    static float[] download(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.numel())];
        FloatPointer data = tensor.cpu().contiguous().data_ptr_float();
        data.get(values);
        return values;
    }
}
