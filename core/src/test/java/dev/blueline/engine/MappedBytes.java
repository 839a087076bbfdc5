package dev.blueline.engine;

import java.nio.file.Path;
import java.util.Map;

/** Lets tests of other packages read safetensors that are in memory. */
public final class MappedBytes {
    private MappedBytes() {}

    /** The tensors of a file's content. */
    public static Map<String, StoredTensor> tensors(Path named, byte[] content) {
        return Safetensors.of(named, content).tensors();
    }
}
