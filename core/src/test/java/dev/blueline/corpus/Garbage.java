package dev.blueline.corpus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;

/** Ways in which documents go bad, made on purpose so that it is known which did. */
enum Garbage {
    /** The words of a document in another order; white space stays. */
    SHUFFLED_WORDS,
    /** A line of a menu after each line, the same one throughout a document. */
    BOILERPLATE,
    /** An earlier document once more, one word in a hundred changed, at least one. */
    DUPLICATES,
    /** A third each. */
    MIXED;

    private static final Pattern WORD = Pattern.compile("\\S+");
    private static final List<String> MENUS = List.of(
            "Home | About us | Contact | Terms of use | Privacy",
            "Share this page on all of your networks",
            "Sign in to leave a comment on this article");

    /**
     * Documents of which some are bad.
     *
     * @param bad which
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Mixture(List<Document> documents, boolean[] bad) {
        int count() {
            int count = 0;
            for (boolean each : bad) {
                count += each ? 1 : 0;
            }
            return count;
        }
    }

    /** The same number of documents, a share of them made bad; never the first. */
    Mixture into(List<Document> clean, double share, Random random) {
        boolean[] bad = new boolean[clean.size()];
        List<Integer> places = new ArrayList<>();
        for (int i = 1; i < bad.length; i++) {
            places.add(i);
        }
        Collections.shuffle(places, random);
        places.subList(0, (int) Math.round(share * clean.size())).forEach(i -> bad[i] = true);
        List<Document> documents = new ArrayList<>();
        List<Integer> good = new ArrayList<>();
        int made = 0;
        for (int i = 0; i < bad.length; i++) {
            Document document = clean.get(i);
            if (!bad[i] || (good.isEmpty() && this == DUPLICATES)) {
                bad[i] = false;
                good.add(i);
                documents.add(document);
                continue;
            }
            Document earlier = good.isEmpty() ? document : clean.get(good.get(random.nextInt(good.size())));
            Garbage kind = this == MIXED ? values()[made++ % 3] : this;
            documents.add(kind.make(document, earlier, random));
        }
        return new Mixture(documents, bad);
    }

    private Document make(Document document, Document earlier, Random random) {
        String text = document.text();
        return switch (this) {
            case SHUFFLED_WORDS -> document.withText(shuffled(text, random));
            case BOILERPLATE -> {
                String menu = MENUS.get(random.nextInt(MENUS.size()));
                yield document.withText(text.strip().replace("\n", "\n" + menu + "\n") + ("\n" + menu).repeat(2));
            }
            case DUPLICATES ->
                new Document(earlier.domain(), document.group(), document.name(), changed(earlier.text(), random));
            case MIXED -> throw new IllegalStateException("no kind of its own");
        };
    }

    private static String shuffled(String text, Random random) {
        List<String> words = new ArrayList<>(Arrays.asList(text.strip().split("\\s+", -1)));
        Collections.shuffle(words, random);
        int[] next = new int[1];
        return WORD.matcher(text).replaceAll(word -> java.util.regex.Matcher.quoteReplacement(words.get(next[0]++)));
    }

    private static String changed(String text, Random random) {
        int count = (int) WORD.matcher(text).results().count();
        double chance = 1.0 / 100;
        int certain = random.nextInt(count);
        int[] at = new int[1];
        return WORD.matcher(text)
                .replaceAll(word -> at[0]++ == certain || random.nextDouble() < chance
                        ? "another"
                        : java.util.regex.Matcher.quoteReplacement(word.group()));
    }

    String inWords() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
