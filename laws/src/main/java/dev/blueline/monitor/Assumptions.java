package dev.blueline.monitor;

import dev.blueline.ledger.BadInput;
import java.util.List;

/**
 * What is taken for granted of a run under way, beside its law: chosen, not measured, and wide on purpose. Standard deviations
 * are of log loss (.01 is one percent).
 *
 * @param gap how far the loss lies above the line of finished runs before a decay of the rate to zero, at the middle of belief
 * @param gapSd standard deviation of that belief
 * @param memories how long an annealing step goes on to lower the loss, in shares of the run; each as likely as the others
 * @param slopeSd error of the law's slope along one run, per e-fold of tokens before the end
 * @param formSd error of the curve's form in the middle of a run; it vanishes towards the end, which the law is about
 * @param formLength over which share of the run that error changes
 * @param wander error of a block of steps that comes from nothing else
 * @param transfer correlation of an earlier run's way down with this one's
 * @param judgeFrom share of the planned tokens before which nothing is judged
 * @param falseAlarms share of runs on their line that are ever called better or worse
 * @param information share of what can be learnt before the end that must be known to call a run on its line
 */
public record Assumptions(
        double gap,
        double gapSd,
        List<Double> memories,
        double slopeSd,
        double formSd,
        double formLength,
        double wander,
        double transfer,
        double judgeFrom,
        double falseAlarms,
        double information) {

    /** What holds if nothing else is said. */
    public static final Assumptions STANDARD =
            new Assumptions(0.03, 0.015, List.of(0.01, 0.03, 0.1), 0.01, 0.004, 0.15, 0.002, 0.98, 0.1, 0.05, 0.25);

    public Assumptions {
        if (!(gap >= 0 && gapSd >= 0 && gap < 1)) {
            throw new BadInput("the gap before annealing is " + gap + " +- " + gapSd
                    + ": give two shares of the loss, the lower first, below 1");
        }
        if (!(judgeFrom > 0 && judgeFrom < 1)) {
            throw new BadInput("judging from the share " + judgeFrom + " of the run: give more than 0 and less than 1");
        }
        if (!(falseAlarms > 0 && falseAlarms < 0.5)) {
            throw new BadInput("the rate of false alarms is " + falseAlarms + ": give more than 0 and less than .5");
        }
    }

    /** The same with a gap whose 90% interval is known. */
    public Assumptions withGap(double low, double high) {
        if (!(low <= high)) {
            throw new BadInput("the gap before annealing is given as " + low + " to " + high + ": the lower end first");
        }
        return new Assumptions(
                (low + high) / 2,
                (high - low) / (2 * Normal.quantile(0.95)),
                memories,
                slopeSd,
                formSd,
                formLength,
                wander,
                transfer,
                judgeFrom,
                falseAlarms,
                information);
    }

    /** The same with another start of judging and another rate of false alarms. */
    public Assumptions judging(double from, double rate) {
        return new Assumptions(
                gap, gapSd, memories, slopeSd, formSd, formLength, wander, transfer, from, rate, information);
    }
}
