package dev.blueline.corpus;

import dev.blueline.corpus.CorpusReport.Weight;
import dev.blueline.ledger.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * What the user named, as input to a corpus.
 *
 * @param sources what to read, in this order
 * @param readers those that may read it: the first that accepts a file does
 * @param textColumns columns of tables that make up a document; empty for the usual ones
 * @param weights shares of the sources, or none
 */
record SourceInput(
        List<CorpusSource> sources, List<CorpusReader> readers, List<String> textColumns, List<Weight> weights)
        implements Preparation.Input {
    static SourceInput builtIn(Path folder) {
        // other files in the jars are left alone: test data, configuration, notices
        List<CorpusReader> readers = List.of(new WordNetReader(), new EuroparlReader(), new JavaReader());
        List<CorpusSource> jars = BuiltInCorpus.jars(folder).stream()
                .map(jar -> new CorpusSource(jar.toString(), Optional.empty(), OptionalDouble.empty()))
                .toList();
        return new SourceInput(jars, readers, List.of(), List.of());
    }

    static SourceInput of(CorpusSelection selection, List<CorpusReader> readers) {
        return new SourceInput(selection.sources(), readers, selection.textColumns(), weights(selection.sources()));
    }

    /**
     * Shares of all together 1: fractions that add up to it, or whole numbers as parts.
     *
     * @throws BadInput if only some sources have a weight, or fractions do not add up to 1
     */
    static List<Weight> weights(List<CorpusSource> sources) {
        List<CorpusSource> weighted =
                sources.stream().filter(source -> source.weight().isPresent()).toList();
        if (weighted.isEmpty()) {
            return List.of();
        }
        if (weighted.size() < sources.size()) {
            CorpusSource without = sources.stream()
                    .filter(source -> source.weight().isEmpty())
                    .findFirst()
                    .orElseThrow();
            throw Refusal.refused(without + " has no share while others have; give every source one, as in "
                    + "name=PATH:0.3, or none");
        }
        double sum = weighted.stream()
                .mapToDouble(source -> source.weight().orElseThrow())
                .sum();
        boolean parts = weighted.stream()
                .mapToDouble(source -> source.weight().orElseThrow())
                .allMatch(weight -> weight >= 1 && weight == Math.rint(weight));
        if (!parts && Math.abs(sum - 1) > 1e-3) {
            throw Refusal.refused(String.format(
                    Locale.ROOT,
                    "the shares add up to %.4g; make them add up to 1, or give whole numbers as parts",
                    sum));
        }
        return weighted.stream()
                .map(source ->
                        new Weight(source.name().orElseThrow(), source.weight().orElseThrow() / sum))
                .toList();
    }

    @Override
    public Reading read(DocumentWriter writer, Consumer<Document> documents, LongConsumer bytesRead) {
        Sources all = new Sources(readers, textColumns, documents, bytesRead);
        for (int i = 0; i < sources.size(); i++) {
            writer.source(i);
            all.read(sources.get(i));
        }
        return all.reading();
    }

    @Override
    public long bytes() {
        return Sources.size(sources);
    }

    @Override
    public Optional<String> state() {
        List<Path> paths = new ArrayList<>();
        for (CorpusSource source : sources) {
            if (source.path().equals(CorpusSource.STANDARD_INPUT)) {
                return Optional.empty();
            }
            Path path = source.path().equals(Corpus.JDK) ? BuiltInCorpus.jdkSources() : Sources.path(source.path());
            Sources.check(path);
            if (!Files.isRegularFile(path) && !Files.isDirectory(path)) {
                return Optional.empty(); // a pipe
            }
            paths.add(path);
        }
        return Optional.of(SourceState.of(paths));
    }

    @Override
    public String settings() {
        return sources.stream().map(SourceInput::setting).toList() + " " + textColumns + " "
                + readers.stream().map(reader -> reader.getClass().getName()).toList();
    }

    /** What decides about the documents of a source beside its files, however its path is written. */
    private static String setting(CorpusSource source) {
        return source.name().orElse("") + ":" + source.weight().orElse(0);
    }
}
