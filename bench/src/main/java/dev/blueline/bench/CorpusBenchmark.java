package dev.blueline.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.blueline.corpus.Corpus;
import dev.blueline.corpus.CorpusSelection;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.EncodedCorpus;
import dev.blueline.tokenizer.Tokenizer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How fast text becomes tokens: read, cleaned, deduplicated, ordered and spooled, then tokenized into files. Prints megabytes of kept
 * text a second of the clock and of the processor (all threads together), for as many passes as asked; the first is cold.
 *
 * <p>Arguments: passes, folder for what is prepared, then sources as {@code --corpus} takes them; none for the built-in text.
 */
public final class CorpusBenchmark {
    private static final int VOCABULARY = 1024;
    private static final long SAMPLE = 8_000_000;

    private CorpusBenchmark() {}

    public static void main(String[] arguments) {
        int passes = Integer.parseInt(arguments[0]);
        Path folder = Path.of(arguments[1]);
        List<String> sources = Arrays.asList(arguments).subList(2, arguments.length);
        for (int pass = 1; pass <= passes; pass++) {
            Corpus.delete(folder);
            Timed<Corpus> read = timed(() -> Corpus.read(CorpusSelection.of(sources, List.of()), folder, said -> {}));
            Corpus corpus = read.result();
            double megabytes =
                    (corpus.report().trainingBytes() + corpus.report().validationBytes()) * 1e-6;
            Timed<Tokenizer> learned =
                    timed(() -> BytePairTrainer.train(EncodedCorpus.sample(corpus, SAMPLE), VOCABULARY));
            Timed<EncodedCorpus> encoded = timed(() -> EncodedCorpus.of(corpus, learned.result(), said -> {}));
            System.out.printf(
                    Locale.ROOT,
                    "pass %d, %.1f MB kept: %s; %s; %s; all but learning %.1f MB a processor second; heap of at most %d MB%n",
                    pass,
                    megabytes,
                    read.inWords("read to order", megabytes),
                    learned.inWords("learn a vocabulary", SAMPLE * 1e-6),
                    encoded.inWords("tokenize", megabytes),
                    megabytes / (read.processor() + encoded.processor()),
                    Runtime.getRuntime().maxMemory() >> 20);
        }
        Corpus.delete(folder);
    }

    private record Timed<T>(T result, double seconds, double processor) {
        String inWords(String what, double megabytes) {
            return String.format(
                    Locale.ROOT,
                    "%s %.1f s, %.1f of the processor, %.1f MB a processor second",
                    what,
                    seconds,
                    processor,
                    megabytes / processor);
        }
    }

    private static <T> Timed<T> timed(Supplier<T> work) {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long started = System.nanoTime();
        long used = process.getProcessCpuTime();
        T result = work.get();
        return new Timed<>(result, (System.nanoTime() - started) * 1e-9, (process.getProcessCpuTime() - used) * 1e-9);
    }
}
