package dev.blueline.study;

import dev.blueline.ledger.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The machine-independent grid of a study: which cells lie below a compute, which can be a held-out rung. Seeds are
 * numbered from {@code 1000 * seed}, so that two seeds of a study share no run.
 */
final class Grid {
    private static final int HELD_OUT_SEED = 999;

    private final Study study;
    private final Procedure procedure;
    private final int seed;

    Grid(Study study, Procedure procedure, int seed) {
        this.study = study;
        this.procedure = procedure;
        this.seed = seed;
    }

    double compute(Size size, long tokens) {
        return procedure.trainingFlops(size, tokens);
    }

    /** Whether the text is long enough, read as often as the study allows. */
    private boolean fitsText(long tokens) {
        return tokens <= study.ladder().mostEpochs() * procedure.availableTokens();
    }

    private double tokensPerParameter(Size size, long tokens) {
        return (double) tokens / procedure.parameters(size).matmul();
    }

    /**
     * Ladder trunks with every cell whose compute is at most this, one trunk for each size and seed.
     *
     * @param mostSeeds fewer seeds than the study asks for, where the budget is very short
     */
    List<Trunk> below(double compute, int mostSeeds) {
        List<Trunk> trunks = new ArrayList<>();
        List<Size> sizes = study.ladder().sizes();
        for (int i = 0; i < sizes.size(); i++) {
            Size size = sizes.get(i);
            List<Long> tokens = study.ladder().tokens().stream()
                    .filter(count -> compute(size, count) <= compute
                            && fitsText(count)
                            && tokensPerParameter(size, count) <= study.ladder().mostTokensPerParameter())
                    .toList();
            for (int s = 0; s < Math.min(mostSeeds, study.ladder().seedsAt(i)) && !tokens.isEmpty(); s++) {
                int numbered = 1000 * seed + s;
                List<Long> counts = s == 0
                        ? tokens
                        : tokens.stream()
                                .filter(count -> count <= study.ladder().seedTokens())
                                .toList();
                trunks.add(new Trunk(size, numbered, Run.Role.LADDER, 1, 0, counts));
            }
        }
        return trunks;
    }

    /** Cells that may be held out, most compute first. */
    List<Trunk> tops() {
        double least = study.ladder().topTokensPerParameter().get(0);
        double most = study.ladder().topTokensPerParameter().get(1);
        return study.ladder().sizes().stream()
                .flatMap(size -> study.ladder().topTokens().stream()
                        .filter(count -> fitsText(count)
                                && tokensPerParameter(size, count) >= least
                                && tokensPerParameter(size, count) <= most)
                        .map(count ->
                                new Trunk(size, 1000 * seed + HELD_OUT_SEED, Run.Role.HELD_OUT, 1, 0, List.of(count))))
                .sorted(Comparator.comparingDouble(
                                (Trunk top) -> compute(top.size(), top.tokens().getFirst()))
                        .reversed())
                .toList();
    }

    /** The learning-rate check: the middle size of the fitted ladder at its fewest tokens, from its first seed. */
    List<Trunk> rateCheck(List<Trunk> ladder) {
        Size middle = middle(ladder);
        long fewest = ladder.stream()
                .filter(trunk -> trunk.size().equals(middle))
                .mapToLong(trunk -> trunk.tokens().getFirst())
                .min()
                .orElseThrow();
        return study.rateCheck().factors().stream()
                .map(factor -> new Trunk(middle, 1000 * seed, Run.Role.RATE_CHECK, factor, 0, List.of(fewest)))
                .toList();
    }

    /** The middle size of the fitted ladder again, from its first seed, without the text of skills; none where there is none. */
    Optional<Trunk> control(List<Trunk> ladder) {
        if (study.skills().share() == 0) {
            return Optional.empty();
        }
        Size middle = middle(ladder);
        return ladder.stream()
                .filter(trunk -> trunk.size().equals(middle))
                .findFirst()
                .map(trunk -> new Trunk(middle, 1000 * seed, Run.Role.CONTROL, 1, 0, trunk.tokens()));
    }

    private static Size middle(List<Trunk> ladder) {
        List<Size> sizes = ladder.stream().map(Trunk::size).distinct().toList();
        return sizes.get((sizes.size() - 1) / 2);
    }

    /** The line expected to saturate: a little text, read again and again. */
    Trunk contrast() {
        Study.Contrast contrast = study.contrast();
        return new Trunk(
                contrast.size(),
                1000 * seed,
                Run.Role.CONTRAST,
                1,
                contrast.uniqueTokens(),
                contrast.epochs().stream().map(n -> n * contrast.uniqueTokens()).toList());
    }
}
