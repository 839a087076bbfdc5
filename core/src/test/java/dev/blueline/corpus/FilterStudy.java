package dev.blueline.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The table of docs/data.md: documents of the built-in text of which a fifth was made bad, and how well each filter finds them.
 * The reference of the classifier is other text of the same domains.
 */
final class FilterStudy {
    private static final double BAD = 0.2;
    private static final int DOCUMENTS = 1_000;
    private static final int SEEDS = 3;

    private FilterStudy() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("filter-study-");
        List<Document> clean = new ArrayList<>();
        List<Document> good = new ArrayList<>();
        choose(clean, good);
        study("parliament", only(clean), only(good), folder);
        study("all", clean, good, folder);
        Files.delete(folder);
    }

    private static List<Document> only(List<Document> documents) {
        return documents.stream()
                .filter(document -> document.domain().equals("parliament"))
                .toList();
    }

    private static void study(String text, List<Document> clean, List<Document> good, Path folder) {
        System.out.printf(
                Locale.ROOT,
                "%n%s: %d documents, %d in the reference%n| garbage | filter | at the share | precision | recall | AUC |%n|---|---|---|---|---|---|%n",
                text,
                clean.size(),
                good.size());
        try (DocumentPool reference = DocumentPool.of(good, folder.resolve("reference"))) {
            for (Garbage kind : Garbage.values()) {
                Map<String, List<FoundGarbage>> found = new TreeMap<>();
                for (int seed = 1; seed <= SEEDS; seed++) {
                    Garbage.Mixture mixture = kind.into(clean, BAD, new Random(seed));
                    try (DocumentPool pool = DocumentPool.of(mixture.documents(), folder.resolve("pool"))) {
                        for (QualityFilter filter : List.of(
                                new Heuristics(),
                                ReferenceClassifier.learn(pool, reference, seed, share -> {}),
                                new DuplicateClusters())) {
                            found.computeIfAbsent(filter.name(), name -> new ArrayList<>())
                                    .add(FoundGarbage.by(filter, pool, mixture));
                        }
                    }
                }
                found.forEach((filter, all) -> print(kind, filter, all));
            }
        }
    }

    private static void print(Garbage kind, String filter, List<FoundGarbage> all) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s | %s |%n",
                kind.inWords(),
                filter,
                figure(all.stream().mapToDouble(FoundGarbage::atShare).toArray()),
                figure(all.stream().mapToDouble(FoundGarbage::precision).toArray()),
                figure(all.stream().mapToDouble(FoundGarbage::recall).toArray()),
                figure(all.stream().mapToDouble(FoundGarbage::auc).toArray()));
    }

    /** Of each domain so many documents of 100 words or more for the pool, and half of that for the reference. */
    private static void choose(List<Document> clean, List<Document> good) {
        Map<String, Integer> seen = new TreeMap<>();
        for (Document document : Corpus.builtIn().training()) {
            if (document.text().split("\\s+", -1).length < 100) {
                continue;
            }
            int number = seen.merge(document.domain(), 1, Integer::sum);
            if (number <= DOCUMENTS) {
                clean.add(document);
            } else if (number <= DOCUMENTS * 3 / 2) {
                good.add(document);
            }
        }
        System.out.println(seen);
    }

    /** The mean over the seeds, and the lowest and highest where they differ. */
    private static String figure(double[] values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double sum = 0;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
            sum += value;
        }
        if (Double.isNaN(sum)) {
            return "none dropped";
        }
        String mean = String.format(Locale.ROOT, "%.2f", sum / values.length);
        return high - low < 0.005 ? mean : String.format(Locale.ROOT, "%s (%.2f to %.2f)", mean, low, high);
    }
}
