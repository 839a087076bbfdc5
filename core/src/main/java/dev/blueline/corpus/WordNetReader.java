package dev.blueline.corpus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * WordNet's data files (the format is {@code wndb(5WN)}): one document a synset, in the domain {@code definitions}, as
 * {@code dog, domestic dog (noun): a member of the genus Canis. "the dog barked all night"}.
 */
public final class WordNetReader implements CorpusReader {
    private static final Set<String> FILES = Set.of("data.noun", "data.verb", "data.adj", "data.adv");
    private static final Pattern SYNTACTIC_MARKER = Pattern.compile("\\((?:a|p|ip)\\)$");

    @Override
    public boolean accepts(SourceFile file) {
        return FILES.contains(file.fileName());
    }

    @Override
    public void read(SourceFile file, Consumer<Document> documents) throws IOException {
        for (String line : (Iterable<String>) file.text().lines()::iterator) {
            int bar = line.indexOf(" | ");
            if (line.startsWith(" ") || bar < 0) {
                continue;
            }
            String[] fields = line.substring(0, bar).split(" ");
            String synset = fields[2].replace('s', 'a') + fields[0];
            String text = words(fields) + " (" + partOfSpeech(fields[2]) + "): " + gloss(line.substring(bar + 3));
            documents.accept(new Document("definitions", "synset " + synset, synset, text));
        }
    }

    /** Fields: offset, lexicographer file, type, number of words in hexadecimal, then word and sense for each. */
    private static String words(String[] fields) {
        List<String> words = new ArrayList<>();
        int count = Integer.parseInt(fields[3], 16);
        for (int i = 0; i < count; i++) {
            String word = SYNTACTIC_MARKER.matcher(fields[4 + 2 * i]).replaceFirst("");
            words.add(word.replace('_', ' '));
        }
        return String.join(", ", words);
    }

    private static String partOfSpeech(String type) {
        return switch (type) {
            case "n" -> "noun";
            case "v" -> "verb";
            case "r" -> "adverb";
            default -> "adjective";
        };
    }

    /** The definition ends with a full stop; examples follow it, in quotes. */
    private static String gloss(String gloss) {
        String text = gloss.strip().replace("; \"", " \"");
        int example = text.indexOf(" \"");
        int end = example < 0 ? text.length() : example;
        String definition = text.substring(0, end).strip();
        String stop =
                definition.isEmpty() || ".!?;".indexOf(definition.charAt(definition.length() - 1)) >= 0 ? "" : ".";
        return (definition + stop + text.substring(end)).strip();
    }
}
