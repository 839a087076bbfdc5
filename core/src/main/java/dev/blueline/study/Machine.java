package dev.blueline.study;

import dev.blueline.engine.Learners;
import dev.blueline.ledger.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/** This machine and this program, for provenance. */
public final class Machine {
    private Machine() {}

    /** Processor and number of cores. */
    public static String name() {
        String processor = System.getProperty("os.arch");
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            processor = lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(processor);
        } catch (IOException notLinux) {
            // other systems do not say more than the architecture here
        }
        return processor + ", " + Runtime.getRuntime().availableProcessors() + " cores";
    }

    /**
     * What made a figure, of a run that this program has just ended here.
     *
     * @param study hash of what was asked for
     * @param data hash of what was learned from
     */
    public static Provenance provenance(
            String study, String data, String tokenizer, String learner, int threads, Instant started, Instant ended) {
        return new Provenance(
                study,
                data,
                tokenizer,
                learner,
                Learners.numerics(learner),
                version(),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                name(),
                threads,
                started,
                ended);
    }

    /** Version of the program. */
    public static String version() {
        return Objects.requireNonNullElse(Machine.class.getPackage().getImplementationVersion(), "development");
    }
}
