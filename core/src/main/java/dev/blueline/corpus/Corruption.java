package dev.blueline.corpus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Documents of which a known share is replaced by garbage, so that what a filter finds can be held against the truth. In every
 * domain documents are chosen by a hash keyed by the seed, until garbage makes up the share of the domain's bytes, to a document; each
 * of the four kinds gets a quarter, to a document, where the domain's texts allow it. Equal for the same documents, share and seed on
 * every machine. In the heap lie about fifty bytes a document.
 */
public final class Corruption {
    /** Copies that the same document has, about: on the web some texts stand there tens of thousands of times (Lee et al. 2022). */
    private static final int COPIES = 20;
    /** Copies of texts from this many words on are changed in one word of a hundred; shorter ones are exact. */
    private static final int NEARLY_FROM = 100;

    /** What became of a document. */
    public enum Kind {
        SHUFFLED_WORDS("shuffled words", "the document's words in another order, its lines kept"),
        BOILERPLATE("boilerplate", "every other line, or the second half of a single one, is menus and notices"),
        WRONG_FACTS("wrong facts", "numbers changed and names exchanged; a word's definition is that of another"),
        DUPLICATES("duplicates", "one of about " + COPIES + " copies of a document that stands before");

        private final String words;
        private final String says;

        Kind(String words, String says) {
            this.words = words;
            this.says = says;
        }

        /** Its name in words. */
        public String words() {
            return words;
        }

        /** What it is, in a line. */
        public String says() {
            return says;
        }
    }

    private final Documents clean;
    private final long seed;
    private final Map<Integer, Kind> kinds;
    /** Indices of each domain's documents, ascending. */
    private final Map<String, List<Integer>> domains;
    /** Documents at the beginning of each domain that copies are made of. */
    private final Map<String, Integer> originals;

    private Corruption(Documents clean, long seed, Map<String, List<Integer>> domains, Map<String, Integer> originals) {
        this.clean = clean;
        this.seed = seed;
        this.domains = domains;
        this.originals = originals;
        this.kinds = new HashMap<>();
    }

    /**
     * Chooses what is made bad.
     *
     * @param clean documents, at most two billion
     * @param share of the bytes of each domain that is garbage in the end, from 0 to below 1
     */
    public static Corruption of(Documents clean, double share, long seed) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("a share of " + share);
        }
        Map<String, List<Integer>> domains = new TreeMap<>();
        for (int i = 0; i < Math.toIntExact(clean.count()); i++) {
            domains.computeIfAbsent(clean.get(i).domain(), name -> new ArrayList<>())
                    .add(i);
        }
        Map<String, Integer> originals = new HashMap<>();
        domains.forEach((domain, indices) -> originals.put(domain, Math.max(1, (int)
                Math.ceil(indices.size() * share / Kind.values().length / COPIES))));
        Corruption corruption = new Corruption(clean, seed, domains, originals);
        domains.values().forEach(indices -> corruption.choose(indices, share));
        return corruption;
    }

    private void choose(List<Integer> indices, double share) {
        int first = originals.getOrDefault(clean.get(indices.getFirst()).domain(), 1);
        Map<Kind, Long> made = new LinkedHashMap<>();
        for (Kind kind : Kind.values()) {
            made.put(kind, 0L);
        }
        long all = 0;
        for (int i : indices) {
            all += clean.get(i).bytes();
        }
        long garbage = 0;
        List<Integer> order = indices.stream()
                .skip(first)
                .sorted(Comparator.comparingLong(i -> key(clean.get(i), "choice")))
                .toList();
        for (int i : order) {
            if (garbage >= share * all) {
                return;
            }
            Document document = clean.get(i);
            List<Kind> scarcest = made.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .toList();
            for (Kind kind : scarcest) {
                Document bad = made(i, document, kind);
                if (!bad.text().equals(document.text())) {
                    long bytes = bad.bytes();
                    long others = all - document.bytes() + bytes;
                    if (garbage + 0.5 * bytes <= share * others) { // else it would lead further off than it was before
                        kinds.put(i, kind);
                        made.merge(kind, bytes, Long::sum);
                        garbage += bytes;
                        all = others;
                    }
                    break;
                }
            }
        }
    }

    /** Documents there are. */
    public int size() {
        return Math.toIntExact(clean.count());
    }

    /** What was done to a document; empty if it is clean. */
    public Optional<Kind> kind(int index) {
        return Optional.ofNullable(kinds.get(index));
    }

    /** The document as it is now. */
    public Document get(int index) {
        Document document = clean.get(index);
        Kind kind = kinds.get(index);
        return kind == null ? document : made(index, document, kind);
    }

    /** The documents as they are now, in order. */
    public Iterable<Document> documents() {
        return () -> IntStream.range(0, size()).mapToObj(this::get).iterator();
    }

    private Document made(int index, Document document, Kind kind) {
        long key = key(document, "making");
        String text = document.text();
        return document.withText(
                switch (kind) {
                    case SHUFFLED_WORDS -> GarbledWords.shuffled(text, key);
                    case BOILERPLATE -> Boilerplate.in(text, key);
                    case WRONG_FACTS -> WrongFacts.in(text, donor(index, document, key), key);
                    case DUPLICATES -> {
                        String original = original(document, key);
                        yield GarbledWords.count(original) < NEARLY_FROM
                                ? original
                                : GarbledWords.changed(original, key);
                    }
                });
    }

    /** Another document of the same domain. */
    private String donor(int index, Document document, long key) {
        List<Integer> all = domains.getOrDefault(document.domain(), List.of());
        int at = (int) Long.remainderUnsigned(TextHash.mix(key + 1), all.size());
        int donor = all.get(at) == index ? all.get((at + 1) % all.size()) : all.get(at);
        return clean.get(donor).text();
    }

    private String original(Document document, long key) {
        int first = originals.getOrDefault(document.domain(), 1);
        int which = (int) Long.remainderUnsigned(TextHash.mix(key + 2), first);
        return clean.get(domains.getOrDefault(document.domain(), List.of()).get(which))
                .text();
    }

    private long key(Document document, String purpose) {
        return TextHash.of(purpose + " " + seed + "\n" + document.domain() + "\n" + document.group() + "\n"
                + document.name() + "\n" + document.text());
    }
}
