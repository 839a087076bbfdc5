package dev.blueline.torch;

import dev.blueline.ledger.BadInput;
import java.util.Arrays;
import org.bytedeco.pytorch.global.torch;

/** Where a learner computes and how precisely, by the name that a user types. */
enum Setting {
    CPU("torch", "cpu", Precision.FLOAT32),
    CPU_BFLOAT16("torch-bf16", "cpu", Precision.BFLOAT16),
    CUDA("torch-cuda", "cuda", Precision.FLOAT32),
    CUDA_BFLOAT16("torch-cuda-bf16", "cuda", Precision.BFLOAT16);

    /**
     * What products with weights compute in; everything else is float32 always. Attention too: in bfloat16 it takes
     * libtorch 17 times as long on a processor.
     */
    enum Precision {
        FLOAT32,
        BFLOAT16
    }

    final String learner;
    final String device;
    final Precision precision;

    Setting(String learner, String device, Precision precision) {
        this.learner = learner;
        this.device = device;
        this.precision = precision;
    }

    static Setting of(String learner) {
        return Arrays.stream(values())
                .filter(setting -> setting.learner.equals(learner))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Looks whether libtorch is here and has the device.
     *
     * @throws BadInput if not
     */
    void require() {
        Libtorch.load();
        if (device.equals("cuda") && !torch.cuda_is_available()) {
            throw new BadInput(
                    "learner " + learner
                            + ": libtorch finds no CUDA device here, or was built without CUDA; use torch, or see docs/torch.md");
        }
    }
}
