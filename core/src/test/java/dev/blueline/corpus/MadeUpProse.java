package dev.blueline.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Text of a small made-up English: its words have an order, so that shuffled it is no longer what it was. */
final class MadeUpProse {
    private final Random random;
    private final List<String> nouns;
    private final List<String> verbs;
    private final List<String> adjectives;

    /** @param vocabulary seed of its content words */
    MadeUpProse(long vocabulary, Random random) {
        Random words = new Random(vocabulary);
        nouns = words(words, 150, "");
        verbs = words(words, 80, "s");
        adjectives = words(words, 80, "ish");
        this.random = random;
    }

    private static List<String> words(Random random, int count, String ending) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder word = new StringBuilder();
            for (int syllable = 0; syllable < 2 + random.nextInt(2); syllable++) {
                word.append("bdfgklmnprstv".charAt(random.nextInt(13))).append("aeiou".charAt(random.nextInt(5)));
            }
            words.add(word + ending);
        }
        return words;
    }

    List<Document> documents(int count, String name) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            documents.add(new Document("prose", name + i, name + " " + i, text(8 + random.nextInt(8))));
        }
        return documents;
    }

    private String text(int sentences) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sentences; i++) {
            text.append("The ").append(one(adjectives)).append(' ').append(one(nouns));
            text.append(' ').append(one(verbs)).append(random.nextBoolean() ? " the " : " that ");
            text.append(one(nouns)).append(random.nextBoolean() ? " of the " : " with a ");
            text.append(one(adjectives))
                    .append(' ')
                    .append(one(nouns))
                    .append(" to ")
                    .append(one(nouns));
            text.append(".\n");
        }
        return text.toString();
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
