package dev.blueline.reasoning;

import dev.blueline.engine.Learner;
import dev.blueline.problems.Problem;
import dev.blueline.problems.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rollouts of a step: a first round, then further ones in the place of groups without signal (dynamic sampling, DAPO section 3.2), as
 * often as the settings allow.
 *
 * @param all every rollout, also those without signal: what the model can do
 * @param spent drawing and verifying
 * @param busy share of the decoder's places that held a response, a round weighing as much as it has responses
 */
record Rounds(List<Rollout> all, Spent spent, int cut, int broken, double busy, double seconds) {
    private static final int MOST = 16;

    static Rounds draw(
            Learner learner,
            Sampler sampler,
            Map<String, Task> tasks,
            Curriculum curriculum,
            PolicySettings settings,
            long seed,
            long step) {
        List<Rollout> all = new ArrayList<>();
        Spent spent = Spent.NOTHING;
        int cut = 0;
        int broken = 0;
        double busy = 0;
        int asked = 0;
        long started = System.nanoTime();
        int missing = settings.prompts();
        int rounds = 0;
        while (missing > 0 && rounds <= Math.min(settings.resamples(), MOST)) {
            long key = step * (MOST + 1) + rounds++;
            List<Problem> problems = curriculum.draw(tasks, missing, seed, key);
            sampler.requireRoom(problems, learner.shape());
            Sampler.Drawn drawn = sampler.draw(learner, problems, settings.group(), seed * 1_000_003 + key);
            all.addAll(drawn.rollouts());
            spent = spent.plus(drawn.spent());
            cut += drawn.cut();
            broken += drawn.broken();
            busy += drawn.busy() * problems.size();
            asked += problems.size();
            missing -=
                    (int) drawn.rollouts().stream().filter(Rollout::hasSignal).count();
        }
        return new Rounds(all, spent, cut, broken, busy / asked, (System.nanoTime() - started) * 1e-9);
    }

    List<Rollout> withSignal() {
        return all.stream().filter(Rollout::hasSignal).toList();
    }

    int responses() {
        return all.stream().mapToInt(rollout -> rollout.answers().size()).sum();
    }

    StepFigures figures(double entropy, double clipShare, double divergence, double norm, double updating) {
        double rewards = 0;
        double right = 0;
        double scored = 0;
        double any = 0;
        long tokens = 0;
        for (Rollout rollout : all) {
            for (int i : rollout.scored()) {
                rewards += rollout.rewards()[i];
                scored++;
            }
            right += rollout.right();
            any += rollout.passRate() > 0 ? 1 : 0;
            tokens += rollout.tokens();
        }
        double responses = responses();
        return new StepFigures(
                rewards / scored,
                right / scored,
                any / all.size(),
                tokens / responses,
                cut / responses,
                broken,
                entropy,
                withSignal().size() / (double) all.size(),
                clipShare,
                divergence,
                norm,
                tokens,
                seconds,
                updating,
                busy);
    }
}
