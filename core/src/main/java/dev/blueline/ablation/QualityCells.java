package dev.blueline.ablation;

import dev.blueline.study.DataStudy;
import dev.blueline.study.QualityAxis;
import java.util.ArrayList;
import java.util.List;

/**
 * At which token counts the texts of a study of quality are compared, and how much text that takes. A filter that keeps a share of a
 * text needs that much more of it, so that nothing is read twice.
 *
 * @param tokens token counts of the study
 * @param available tokens that there are
 */
record QualityCells(QualityAxis axis, List<Long> tokens, double available) {
    /** Garbage may be shorter than what it replaces, text is cut at documents, and domains have shares of their own. */
    private static final double MARGIN = 1.15;

    static QualityCells of(DataStudy study, QualityAxis axis, double available) {
        return new QualityCells(axis, study.grid().tokens(), available);
    }

    /** Counts of the dirty text: one more than the filters have, so that a gain of theirs can be read off it. */
    List<Long> dirty(int most) {
        return fitting(tokens.subList(0, Math.min(most, tokens.size())), 1);
    }

    /** Counts of the clean text and of every filter. */
    List<Long> compared(int most) {
        return fitting(tokens.subList(0, Math.max(1, Math.min(most, tokens.size()) - 1)), axis.compared());
    }

    /** The count at which the share kept is varied; the largest but two of the study, whatever the budget. */
    long varied() {
        return tokens.get(Math.max(0, tokens.size() - 3));
    }

    /** Shares beside the one compared at. */
    List<Double> shares() {
        return axis.shares().stream().filter(share -> share != axis.compared()).toList();
    }

    private List<Long> fitting(List<Long> counts, double share) {
        return counts.stream()
                .filter(count -> count * MARGIN <= share * available)
                .toList();
    }

    /** Whether the text is enough to keep a share of it and read none of that twice. */
    boolean isEnoughFor(double share) {
        return varied() * MARGIN <= share * available;
    }

    /** Tokens of text that all of this takes. */
    long needed() {
        double most = dirty(tokens.size()).stream().mapToLong(x -> x).max().orElse(0);
        most = Math.max(
                most, compared(tokens.size()).stream().mapToLong(x -> x).max().orElse(0) / axis.compared());
        for (double share : axis.shares()) {
            if (isEnoughFor(share)) {
                most = Math.max(most, varied() / share);
            }
        }
        return Math.round(MARGIN * most);
    }

    /** Every text that some design of the study has. */
    List<QualityArm> arms() {
        List<QualityArm> arms = new ArrayList<>();
        arms.add(QualityArm.ALL);
        if (axis.garbage() > 0) {
            arms.add(QualityArm.GOOD);
        }
        axis.filters().forEach(filter -> arms.add(new QualityArm(filter, axis.compared(), false)));
        axis.varied().forEach(filter -> {
            arms.addAll(fresh(filter));
            arms.addAll(repeated(filter));
        });
        return arms;
    }

    /** A filter's texts at other shares, from so much text that nothing is read twice. */
    List<QualityArm> fresh(String filter) {
        return shares().stream()
                .filter(this::isEnoughFor)
                .map(share -> new QualityArm(filter, share, false))
                .toList();
    }

    /** A filter's texts at all shares, from no more text than is read. */
    List<QualityArm> repeated(String filter) {
        List<Double> shares = new ArrayList<>(shares());
        shares.add(axis.compared());
        return shares.stream().map(share -> new QualityArm(filter, share, true)).toList();
    }

    /** Tokens of a text, one window more than is read. */
    long length(QualityArm arm, int context) {
        long most = arm.share() == 1 && arm.filter().equals(QualityArm.DIRTY)
                ? dirty(tokens.size()).stream().mapToLong(x -> x).max().orElse(varied())
                : arm.share() == axis.compared() || arm.share() == 1
                        ? compared(tokens.size()).stream()
                                .mapToLong(x -> x)
                                .max()
                                .orElse(varied())
                        : varied();
        return most + context + 1;
    }
}
