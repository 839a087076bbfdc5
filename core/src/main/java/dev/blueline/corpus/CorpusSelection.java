package dev.blueline.corpus;

import dev.blueline.ledger.BadInput;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The text that the user chose.
 *
 * @param sources where it comes from, in the order given; empty for the built-in corpus
 * @param textColumns columns of tables and JSON records that make up a document, in this order; empty for the usual ones
 */
public record CorpusSelection(List<CorpusSource> sources, List<String> textColumns) {
    /** WordNet glosses, Europarl passages and Java libraries: what is read where nothing is named. */
    public static final CorpusSelection BUILT_IN = new CorpusSelection(List.of(), List.of());

    /**
     * @param given sources as {@link CorpusSource#parse} takes them
     * @param textColumns names of columns, each also several with commas between
     * @throws BadInput if a source cannot be understood, two weighted ones share a name, or standard input is named twice
     */
    public static CorpusSelection of(List<String> given, List<String> textColumns) {
        List<CorpusSource> sources = given.stream().map(CorpusSource::parse).toList();
        Set<String> weighted = new HashSet<>();
        for (CorpusSource source : sources) {
            if (source.weight().isPresent() && !weighted.add(source.name().orElseThrow())) {
                throw Refusal.refused("two weighted sources are called "
                        + source.name().orElseThrow() + "; give them names of their own, as in name=PATH:0.3");
            }
        }
        if (sources.stream()
                        .filter(source -> source.path().equals(CorpusSource.STANDARD_INPUT))
                        .count()
                > 1) {
            throw Refusal.refused("standard input (-) was named twice; it can be read once");
        }
        List<String> columns = textColumns.stream()
                .flatMap(names -> Stream.of(names.split(",", -1)))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        return new CorpusSelection(sources, columns);
    }
}
