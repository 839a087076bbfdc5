package dev.blueline.reasoning;

import dev.blueline.engine.Learner;

/** A way to make a model better at its tasks, one step at a time: what is compared at equal FLOPs. */
sealed interface Improvement permits PolicyGradient, ExpertIteration, ContinuedSupervision {

    /**
     * One step.
     *
     * @param step number of the step, from 0: with the seed the key of everything that is drawn
     */
    Made step(Learner learner, Curriculum curriculum, long step);

    /**
     * What a step did.
     *
     * @param curriculum with what was measured
     * @param figures of the step
     * @param spent in the step
     */
    record Made(Curriculum curriculum, StepFigures figures, Spent spent) {}
}
