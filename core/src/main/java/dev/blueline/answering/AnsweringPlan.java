package dev.blueline.answering;

import dev.blueline.reasoning.BranchedTraining;
import dev.blueline.study.AnsweringStudy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far along a study goes: {@code plan.json}, written before anything is trained, and again once a first few responses of every model say how
 * long drawing takes. The speed of the machine decides these numbers, and no figure.
 *
 * @param seconds wall-clock asked for; 0 where all is done
 * @param computes training computes of every size, the first ones of the study's
 * @param marks computes of reinforcement learning, the first ones
 * @param samples responses to each problem; 0 as long as that is not known
 * @param trainingSeconds expected of the training
 * @param drawingSeconds expected of drawing
 */
public record AnsweringPlan(
        double seconds, int computes, int marks, int samples, double trainingSeconds, double drawingSeconds) {
    /** Share of the time that training may take: drawing then reaches as far as the rest allows. */
    static final double TRAINING_SHARE = 0.45;

    /** What all models draw first, which tells how long more takes. */
    static final int FIRST = 16;

    private static final int SECOND = 64;
    private static final int PART = 256;

    /** Sizes of pools after each part, the last being all of them. */
    static List<Integer> parts(int samples) {
        List<Integer> ends = new ArrayList<>();
        for (int end : new int[] {FIRST, SECOND, PART}) {
            if (end < samples) {
                ends.add(end);
            }
        }
        for (int end = 2 * PART; end < samples; end += PART) {
            ends.add(end);
        }
        ends.add(samples);
        return ends;
    }

    /**
     * As many training computes and marks as fit their share, at least one of the former.
     *
     * @param perSecond FLOPs of training a second, of each of the study's sizes
     */
    static AnsweringPlan training(AnsweringStudy.Answering answering, List<Double> perSecond, double seconds) {
        int marks = answering.marks();
        for (int computes = answering.computes(); ; computes--) {
            double expected = seconds(answering, perSecond, computes, Math.min(marks, computes));
            if (computes == 1 || seconds == 0 || expected <= TRAINING_SHARE * seconds) {
                return new AnsweringPlan(seconds, computes, Math.min(marks, computes), 0, expected, 0);
            }
        }
    }

    /** Of all tasks. Rollouts and updates are taken to be as fast as teaching. */
    private static double seconds(AnsweringStudy.Answering answering, List<Double> perSecond, int computes, int marks) {
        double seconds = 0;
        int improved = answering.sizes().indexOf(answering.improvement().size());
        for (AnsweringStudy.Lessons lessons : answering.tasks()) {
            for (double each : perSecond) {
                seconds += BranchedTraining.work(lessons.flops().subList(0, computes)) / each;
            }
            if (marks > 0) {
                seconds += lessons.improvedFlops().get(marks - 1) / perSecond.get(improved);
            }
        }
        return seconds;
    }

    /**
     * With the largest pools that fit what is left.
     *
     * @param each seconds of one response to every problem by every model, the counting included
     */
    AnsweringPlan drawing(AnsweringStudy.Answering answering, double each, double left) {
        int chosen = Math.min(FIRST, answering.samples());
        for (int end : parts(answering.samples())) {
            if (seconds == 0 || (end - FIRST) * each <= left) {
                chosen = Math.max(chosen, end);
            }
        }
        return new AnsweringPlan(seconds, computes, marks, chosen, trainingSeconds, Math.max(0, chosen - FIRST) * each);
    }

    /** At least as far as an earlier one: what was begun is never given up. */
    AnsweringPlan orFurther(AnsweringPlan earlier) {
        return new AnsweringPlan(
                seconds,
                Math.max(computes, earlier.computes),
                Math.max(marks, earlier.marks),
                samples == 0 ? 0 : Math.max(samples, earlier.samples),
                Math.max(trainingSeconds, earlier.trainingSeconds),
                Math.max(drawingSeconds, earlier.drawingSeconds));
    }

    /** Whether the study's file asks for more. */
    public boolean fellShort(AnsweringStudy.Answering answering) {
        return computes < answering.computes() || marks < answering.marks() || samples < answering.samples();
    }

    /** How much of the study it is, in words. */
    public String parts(AnsweringStudy.Answering answering) {
        return String.format(
                Locale.ROOT,
                "%d of %d training computes of each size, %d of %d of reinforcement learning%s",
                computes,
                answering.computes(),
                marks,
                answering.marks(),
                samples == 0 ? "" : ", " + samples + " of " + answering.samples() + " responses to each problem");
    }

    String inWords(AnsweringStudy.Answering answering) {
        return parts(answering)
                + (samples == 0
                        ? String.format(Locale.ROOT, ", training about %.0f s", trainingSeconds)
                        : String.format(Locale.ROOT, ", drawing about %.0f s", drawingSeconds));
    }
}
