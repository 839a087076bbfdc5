package dev.blueline.monitor;

import dev.blueline.ledger.BadInput;
import dev.blueline.logs.LogPoint;
import dev.blueline.logs.TrainingLog;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Which share of the planned run a point of a log stands at: its tokens of those planned, or its step of those planned.
 *
 * @param tokens planned, if known
 * @param tokensPerStep of a step, where tokens are not logged
 * @param steps planned, where neither helps
 */
public record Progress(OptionalDouble tokens, OptionalDouble tokensPerStep, OptionalLong steps) {

    /**
     * The points of a log.
     *
     * @throws BadInput if nothing tells how far a step is
     */
    public List<Point> of(TrainingLog log) {
        List<Point> points = new ArrayList<>();
        for (LogPoint point : log.points()) {
            points.add(new Point(point.step(), share(point, log), point.loss()));
        }
        return points;
    }

    /** The learning rates of a log, for a schedule; empty if none were logged. */
    public List<Schedule.Rate> rates(TrainingLog log) {
        List<Schedule.Rate> rates = new ArrayList<>();
        for (LogPoint point : log.points()) {
            point.learningRate().ifPresent(rate -> rates.add(new Schedule.Rate(share(point, log), rate)));
        }
        return rates;
    }

    private double share(LogPoint point, TrainingLog log) {
        OptionalDouble seen = point.tokens().isPresent() || tokensPerStep.isEmpty()
                ? point.tokens()
                : OptionalDouble.of(point.step() * tokensPerStep.getAsDouble());
        if (seen.isPresent() && tokens.isPresent()) {
            return seen.getAsDouble() / tokens.getAsDouble();
        }
        OptionalLong planned = steps.isPresent() ? steps : log.plannedSteps();
        if (planned.isPresent()) {
            return point.step() / (double) planned.getAsLong();
        }
        throw new BadInput("the log of " + log.name()
                + " says neither tokens nor planned steps: give --tokens-per-step or --total-steps");
    }
}
