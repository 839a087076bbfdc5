package dev.blueline.ablation;

import dev.blueline.corpus.CorpusReport;
import dev.blueline.corpus.Document;
import dev.blueline.corpus.Documents;
import dev.blueline.evaluation.ScoredText;
import dev.blueline.ledger.BadInput;
import dev.blueline.pretraining.TextData;
import dev.blueline.tasks.Split;
import dev.blueline.tasks.WorkedArithmetic;
import dev.blueline.tokenizer.GeneratedText;
import dev.blueline.tokenizer.TokenStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A domain and the other text of a corpus, each as tokens, and mixtures of both. */
final class ContinuedText {
    private static final long SEED = 1;
    /** Documents of worked problems that are measured, about 35 kB. */
    private static final int MEASURED = 60;
    /** A file of tokens is a little longer than the runs that read it, so that windows do not run out. */
    private static final double MARGIN = 1.01;

    private final Experiments.Setting setting;
    private final String domain;
    private final TextData measured;

    /**
     * @param domain of the text, or {@link WorkedArithmetic#DOMAIN}
     * @throws BadInput if the text has no such domain, or nothing else, or none of it is held out
     */
    ContinuedText(Experiments.Setting setting, String domain) {
        this.setting = setting;
        this.domain = domain;
        if (!isMade()) {
            requireDomain(domain, setting.corpus().report().domains());
        }
        this.measured = isMade()
                ? setting.text()
                        .measuredAlsoOn(madeToMeasure(), setting.study().model().context())
                : setting.text();
        requireMeasured(
                domain,
                measured.validation().documents().stream()
                        .map(ScoredText::domain)
                        .distinct()
                        .toList());
    }

    static void requireDomain(String domain, Map<String, CorpusReport.DomainSize> domains) {
        if (!domains.containsKey(domain) || domains.get(domain).trainingBytes() == 0) {
            throw new BadInput("the text has no domain \"" + domain + "\" to train on, only "
                    + String.join(", ", domains.keySet()) + "; name one of them as axis.domain, or "
                    + WorkedArithmetic.DOMAIN);
        }
        if (domains.size() == 1) {
            throw new BadInput("the text has no other domain than \"" + domain
                    + "\", so there is nothing to learn first or to forget; give more text with --corpus");
        }
    }

    static void requireMeasured(String domain, List<String> measured) {
        if (!measured.contains(domain) || measured.size() == 1) {
            throw new BadInput("the measured text has no document of "
                    + (measured.contains(domain) ? "anything but " : "") + "\"" + domain
                    + "\"; raise corpus.measured_megabytes or give more text with --corpus");
        }
    }

    private boolean isMade() {
        return domain.equals(WorkedArithmetic.DOMAIN)
                && !setting.corpus().report().domains().containsKey(domain);
    }

    private List<ScoredText> madeToMeasure() {
        return WorkedArithmetic.endless(Split.HELD_OUT, SEED)
                .limit(MEASURED)
                .map(document -> new ScoredText(
                        document.domain(), setting.text().tokenizer().encode(document.text()), document.bytes()))
                .toList();
    }

    /** Different tokens of the domain there are, roughly; without end where they are made. */
    long available() {
        return isMade() ? Long.MAX_VALUE : roughTokens(name -> name.equals(domain));
    }

    private long roughTokens(Predicate<String> chosen) {
        long chosenBytes = 0;
        for (Map.Entry<String, CorpusReport.DomainSize> size :
                setting.corpus().report().domains().entrySet()) {
            chosenBytes += chosen.test(size.getKey()) ? size.getValue().trainingBytes() : 0;
        }
        double bytes = setting.corpus().report().trainingBytes();
        return (long) (0.97 * setting.text().natural().length() * chosenBytes / bytes);
    }

    /** All text but the domain, as much as runs of so many tokens read; from its beginning again where it is short. */
    TextData general(long tokens) {
        return named("general", generalTokens(tokens));
    }

    /** The domain alone. */
    TextData domain(long tokens) {
        return named("domain", domainTokens(tokens));
    }

    /**
     * The domain with a share of the text that the base has read; windows of both are read in one order at random.
     *
     * @param share of the tokens that is other text
     * @param longest tokens of the longest run on it
     * @param ofBase tokens that {@link #general} was asked for
     * @param ofDomain tokens that {@link #domain} was asked for
     */
    TextData mixed(double share, long longest, long ofBase, long ofDomain) {
        long fresh = (long) Math.ceil(MARGIN * (1 - share) * longest);
        TokenStream first = domainTokens(ofDomain).first(fresh);
        long replayed = (long) Math.ceil(first.length() * share / (1 - share));
        TokenStream all = replayed == 0
                ? first
                : first.followedBy(List.of(generalTokens(ofBase).first(replayed)));
        return named("replay " + share + " after " + ofBase + " of " + first.length(), all);
    }

    private TextData named(String what, TokenStream stream) {
        return measured.trainedOn("continued on " + domain + ": " + what + " " + stream.length(), stream);
    }

    private TokenStream generalTokens(long tokens) {
        long least = Math.min((long) (MARGIN * tokens), roughTokens(name -> !name.equals(domain)));
        return tokens(
                "general-" + tokens,
                least,
                () -> documents(other -> !other.domain().equals(domain)));
    }

    private TokenStream domainTokens(long tokens) {
        long least = Math.min((long) Math.ceil(MARGIN * tokens), available());
        return tokens(
                "domain-" + tokens,
                least,
                () -> isMade()
                        ? WorkedArithmetic.endless(Split.TRAINING, SEED)
                        : documents(document -> document.domain().equals(domain)));
    }

    private TokenStream tokens(String name, long least, Supplier<Stream<Document>> endless) {
        Path file = setting.folder().resolve("corpus").resolve("arms").resolve("continued-" + name + ".tokens");
        String key = "continued 1 " + domain + " " + name + " "
                + setting.corpus().report().hash();
        return GeneratedText.encoded(file, key, setting.text().tokenizer(), endless.get(), least);
    }

    /** Documents of the training side that satisfy a condition, in its order, again and again. */
    private Stream<Document> documents(Predicate<Document> condition) {
        Documents training = setting.corpus().training();
        return Stream.iterate(0, pass -> pass + 1)
                .flatMap(pass -> LongStream.range(0, training.count()).mapToObj(training::get))
                .filter(condition);
    }
}
