package dev.blueline.corpus;

import java.util.List;
import java.util.Map;

/**
 * What went into a corpus and what was left out.
 *
 * @param sources what was read: file names as given, or {@code built-in} and its jars
 * @param files files that gave text
 * @param domains per domain, in alphabetical order, what each side holds
 * @param validationFraction share of the groups held out, by hash; where that held out none or all, one group was
 * @param skipped what was left out, by reason
 * @param repairedFiles files with broken UTF-8 that was repaired
 * @param sharedLongLines share of the validation text, by characters, in lines of more than 80 characters that also
 *     stand in training
 * @param hash SHA-256 over every document of both sides in order, and over the weights
 * @param weights shares of the training tokens asked for, one a source; empty if all text is used as it is
 */
public record CorpusReport(
        List<String> sources,
        long files,
        Map<String, DomainSize> domains,
        double validationFraction,
        Map<Skipped, Long> skipped,
        long repairedFiles,
        double sharedLongLines,
        String hash,
        List<Weight> weights) {

    /**
     * A source's share of the training tokens, as asked for.
     *
     * @param share above 0; all together are 1
     */
    public record Weight(String source, double share) {}

    /**
     * Size of one domain.
     *
     * @param trainingBytes UTF-8 bytes, as are {@code validationBytes}
     */
    public record DomainSize(
            long trainingDocuments, long trainingBytes, long validationDocuments, long validationBytes) {}

    public long trainingBytes() {
        return domains.values().stream().mapToLong(DomainSize::trainingBytes).sum();
    }

    public long validationBytes() {
        return domains.values().stream().mapToLong(DomainSize::validationBytes).sum();
    }
}
