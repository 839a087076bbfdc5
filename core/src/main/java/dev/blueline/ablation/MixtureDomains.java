package dev.blueline.ablation;

import dev.blueline.corpus.CorpusReport;
import dev.blueline.evaluation.BitsPerByte;
import dev.blueline.ledger.BadInput;
import dev.blueline.study.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Domains of a text, and what a study of mixtures needs of them.
 *
 * @param report of the corpus
 * @param tokens training tokens of each domain
 * @param measured the held-out text that runs are measured on
 */
record MixtureDomains(CorpusReport report, Map<String, Long> tokens, BitsPerByte measured) {

    private List<String> names() {
        return List.copyOf(tokens.keySet());
    }

    /** @throws BadInput if sources have weights, which would mix them before the study does */
    static void requireNoWeights(CorpusReport report) {
        if (!report.weights().isEmpty()) {
            throw new BadInput(
                    "a study of mixtures chooses the shares itself; leave the weights out of --corpus, as in --corpus a=PATH b=PATH");
        }
    }

    /** @throws BadInput if mixtures are too few for a law, or there is nothing to mix */
    void requireMixtures(int mixtures) {
        if (tokens.size() < 2) {
            throw new BadInput("the text has one domain, " + String.join("", names())
                    + ": a mixture takes two or more; name each with --corpus a=PATH b=PATH");
        }
        if (mixtures < tokens.size()) {
            throw new BadInput("\"axis.mixtures\" is " + mixtures + ", too few to tell the effects of " + tokens.size()
                    + " domains apart: give at least " + tokens.size() + ", better three times as many");
        }
    }

    /**
     * The goal of a study, for each domain.
     *
     * @param asked weights by domain; empty for equal ones
     * @throws BadInput if a domain is not there, not trained on, or not measured
     */
    Map<String, Double> goal(Map<String, Double> asked) {
        Set<String> scored = new TreeSet<>();
        measured.documents().forEach(document -> scored.add(document.domain()));
        report.domains().forEach((domain, size) -> {
            if (!tokens.containsKey(domain)) {
                throw new BadInput(
                        "domain " + domain + " has no text to train on, as all of it was held out or left out:"
                                + " give more of it, or leave its source out of --corpus");
            }
            if (!scored.contains(domain)) {
                throw new BadInput("domain " + domain + " has no text to measure on: give more of it, raise"
                        + " corpus.measured_megabytes, or leave its source out of --corpus");
            }
        });
        asked.keySet().stream()
                .filter(domain -> !tokens.containsKey(domain))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new BadInput("\"axis.goal\" names " + unknown + ", which is no domain of this text; it has "
                            + String.join(", ", names()));
                });
        Map<String, Double> goal = new TreeMap<>();
        for (String domain : names()) {
            goal.put(domain, asked.isEmpty() ? 1.0 / tokens.size() : asked.getOrDefault(domain, 0.0));
        }
        return goal;
    }

    /** @throws BadInput if a domain has too little text for its smallest share, or all together too little for the largest run */
    void requireText(long largest) {
        List<String> names = names();
        double least = MixtureShares.least(names.size());
        List<Double> most = MixtureShares.most(List.copyOf(tokens.values()), largest);
        for (int j = 0; j < names.size(); j++) {
            if (most.get(j) < least) {
                throw new BadInput(String.format(
                        Locale.ROOT,
                        "domain %s has %s tokens, too few for a share of %.1f%% of the largest run's %s, read %.0f times: "
                                + "give at least %s, or leave its source out of --corpus",
                        names.get(j),
                        Rung.inWords(tokens.getOrDefault(names.get(j), 0L)),
                        100 * least,
                        Rung.inWords(largest),
                        MixtureShares.EPOCHS,
                        Rung.inWords((long) Math.ceil(least * largest / MixtureShares.EPOCHS))));
            }
        }
        if (most.stream().mapToDouble(Double::doubleValue).sum() < 1) {
            throw new BadInput("the text is too little for the largest run's " + Rung.inWords(largest)
                    + " tokens, even read four times; give more with --corpus");
        }
    }

    /** Domains that a run reads more than once, in words. */
    Optional<String> repeated(List<Double> shares, long read) {
        List<String> words = new ArrayList<>();
        for (int j = 0; j < shares.size(); j++) {
            String name = names().get(j);
            double times = shares.get(j) * read / tokens.getOrDefault(name, 1L);
            if (times > 1) {
                words.add(String.format(Locale.ROOT, "%s %.1f times", name, times));
            }
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", words));
    }
}
