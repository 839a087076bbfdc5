package dev.blueline.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Turns records with named columns, rows of a table or JSON objects, into documents: one a record, its group the hash of
 * its text, its domain the file's name without numbers of shards. Which columns are the text is decided once a file: those
 * the user named, else {@code text}, else {@code content}, else the only column that holds words.
 */
final class Records {
    private static final List<String> USUAL = List.of("text", "content");
    private static final int LONGEST_NAME = 40;
    private static final int MOST_WORDS = 5;

    private final SourceFile file;
    private final Consumer<Document> documents;
    private final String unit;
    private final String domain;
    private Optional<List<String>> chosen = Optional.empty();
    private List<String> seen = List.of();
    private Optional<String> twice = Optional.empty();
    private long last;
    private boolean any;

    /**
     * @param unit what records are counted in: line, record, row
     */
    Records(SourceFile file, Consumer<Document> documents, String unit) {
        this.file = file;
        this.documents = documents;
        this.unit = unit;
        this.domain = domain(file.fileName());
        file.readTo(() -> last == 0 ? "" : "after " + unit + " " + last);
    }

    /** {@code train-00001-of-00010.jsonl} is {@code train}; a name of numbers alone is {@code text}. */
    static String domain(String fileName) {
        String plain = fileName.replaceFirst("(\\.[A-Za-z][A-Za-z0-9]*)+$", "")
                .replaceFirst("([-_.]?\\d+([-_.]of[-_.]\\d+)?)+$", "");
        return plain.isEmpty() ? "text" : plain;
    }

    /** The columns that make up the text, once they are known. */
    Optional<List<String>> chosen() {
        return chosen;
    }

    /** Whether numbers, dates and the like count as text too, since the user asked for columns by name. */
    boolean takesNumbers() {
        return !file.textColumns().isEmpty();
    }

    /**
     * Decides on the columns.
     *
     * @param columns all there are
     * @param ofWords those among them that hold text
     */
    Optional<List<String>> choose(List<String> columns, List<String> ofWords) {
        any = true;
        if (seen.isEmpty()) {
            seen = List.copyOf(columns);
        }
        if (!file.textColumns().isEmpty()) {
            List<String> found = new ArrayList<>();
            for (String wanted : file.textColumns()) {
                named(wanted, columns).ifPresent(found::add);
            }
            chosen = found.size() == file.textColumns().size() ? Optional.of(found) : Optional.empty();
        } else {
            chosen = USUAL.stream()
                    .takeWhile(usual -> twice.isEmpty())
                    .flatMap(usual -> named(usual, columns).stream())
                    .findFirst()
                    .or(() -> ofWords.size() == 1 ? Optional.of(ofWords.getFirst()) : Optional.empty())
                    .map(List::of);
        }
        chosen = twice.isPresent() ? Optional.empty() : chosen;
        return chosen;
    }

    /** The column of a name, or else the only one that differs from it in upper and lower case alone. */
    private Optional<String> named(String wanted, List<String> columns) {
        List<String> same = columns.stream().filter(wanted::equals).toList();
        if (same.isEmpty()) {
            same = columns.stream().filter(wanted::equalsIgnoreCase).toList();
        }
        if (same.size() > 1) {
            twice = Optional.of(wanted);
        }
        return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
    }

    /** Takes a record whose columns are not decided on yet; the values are those that hold text. */
    void take(long number, List<String> columns, Map<String, String> values) {
        any = true;
        List<String> wanted =
                chosen.or(() -> choose(columns, List.copyOf(values.keySet()))).orElse(List.of());
        take(
                number,
                wanted.stream().map(column -> values.getOrDefault(column, "")).toList());
    }

    /** Takes the text of one record, in the order of the columns. */
    void take(long number, List<String> parts) {
        any = true;
        last = number;
        if (chosen.isEmpty()) {
            return; // counted once, at the end
        }
        List<String> words = new ArrayList<>();
        for (String part : parts) {
            String clean = CleanText.clean(part).strip();
            if (!clean.isEmpty()) {
                words.add(clean);
            }
        }
        if (words.isEmpty()) {
            file.passOver(Skipped.EMPTY_RECORD, unit + " " + number, "no text");
            return;
        }
        String text = String.join("\n\n", words);
        String group = "record " + Long.toHexString(TextHash.of(TextHash.normalised(text)));
        documents.accept(new Document(domain, group, file.path() + ":" + number, text));
    }

    void bad(long number, String what) {
        last = number;
        file.passOver(Skipped.BAD_RECORD, unit + " " + number, what);
    }

    /** After the last record: says so if no column of text was found. */
    void end() {
        if (any && twice.isPresent()) {
            file.passOver(
                    Skipped.NO_TEXT_COLUMN,
                    "",
                    "two columns are called " + twice.get() + "; give each a name of its own");
        } else if (any && chosen.isEmpty()) {
            String wanted = file.textColumns().isEmpty() ? "text" : String.join(", ", file.textColumns());
            file.passOver(
                    Skipped.NO_TEXT_COLUMN,
                    "",
                    "no column " + wanted + ", only " + listed(seen)
                            + (isTable() && seen.stream().anyMatch(Records::isData)
                                    ? "; its first line looks like data: put a line with names of columns above it"
                                    : "; choose with --text-column"));
        }
    }

    private boolean isTable() {
        return List.of("csv", "tsv").contains(file.extension());
    }

    /** Whether what should be the name of a column is rather a number or a text. */
    private static boolean isData(String column) {
        return column.length() > LONGEST_NAME
                || column.split("\\s+").length > MOST_WORDS
                || column.matches("[-+\\d.,:/\\s]+");
    }

    private static String listed(List<String> columns) {
        int most = 12;
        String first = columns.stream()
                .limit(most)
                .map(name -> name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME - 3) + "..." : name)
                .collect(Collectors.joining(", "));
        return columns.isEmpty()
                ? "no columns"
                : columns.size() > most ? first + " and " + (columns.size() - most) + " more" : first;
    }
}
