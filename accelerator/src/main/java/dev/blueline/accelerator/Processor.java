package dev.blueline.accelerator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What this machine's processor can do. */
final class Processor {
    private Processor() {}

    /** Whether it multiplies bfloat16 (AVX512-BF16: AMD from Zen 4, Intel Cooper Lake and Sapphire Rapids) under Linux. */
    static boolean multipliesBfloat16() {
        boolean linux = System.getProperty("os.name", "").equals("Linux")
                && System.getProperty("os.arch", "").equals("amd64");
        return linux && flags(Path.of("/proc/cpuinfo")).containsAll(List.of("avx512_bf16", "avx512bw"));
    }

    private static List<String> flags(Path cpuinfo) {
        try {
            return Files.readAllLines(cpuinfo).stream()
                    .filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .map(line -> List.of(line.split("\\s+")))
                    .orElse(List.of());
        } catch (IOException unknown) {
            return List.of();
        }
    }
}
