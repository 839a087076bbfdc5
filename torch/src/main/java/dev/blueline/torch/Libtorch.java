package dev.blueline.torch;

import dev.blueline.ledger.BadInput;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** The native library, loaded once and set up for this process. */
final class Libtorch {
    private static final String PHYSICAL_LIMIT = "org.bytedeco.javacpp.maxphysicalbytes";

    private Libtorch() {}

    private static final class Loaded {
        static {
            // Without this JavaCPP asks the system for the process's size at every tensor, 2 us each.
            if (System.getProperty(PHYSICAL_LIMIT) == null) {
                System.setProperty(PHYSICAL_LIMIT, "0");
            }
            // Threads are the learner's: each runs whole micro-batches, so that their number changes no result.
            // OpenBLAS
            // keeps threads of its own beside libtorch's.
            torch.set_num_threads(1);
            openblas_nolapack.blas_set_num_threads(1);
        }

        static void now() {}
    }

    /**
     * Loads the library; about two seconds the first time.
     *
     * @throws BadInput if it is not there for this platform
     */
    static void load() {
        try {
            Loaded.now();
        } catch (LinkageError missing) {
            throw new BadInput(
                    "libtorch cannot be loaded here (" + missing + "); its natives come for Linux on x86-64: use java",
                    missing);
        }
    }
}
