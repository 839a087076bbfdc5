package dev.blueline.trials;

import dev.blueline.reasoning.ReasoningRecord;
import dev.blueline.reasoning.ReinforcementLearning;
import dev.blueline.reasoning.TaskTraining;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Hears one run of a study and hands on what the study's listener needs.
 *
 * @param name of the run
 * @param advanced hears the share of the run that is done, and a few words
 * @param says hears lines
 */
record Hearing(String name, BiConsumer<Double, String> advanced, Consumer<String> says)
        implements ReinforcementLearning.Listener, TaskTraining.Listener {

    @Override
    public void says(String line) {
        if (!name.isEmpty() && !line.equals("Training") && !line.startsWith("Improving")) {
            says.accept(name + ": " + line);
        }
    }

    @Override
    public void advanced(long step, long steps, double loss, long tokens) {
        advanced.accept((double) step / steps, String.format(Locale.ROOT, "loss %.3f", loss));
    }

    @Override
    public void stepped(double share, ReasoningRecord.Stepped step) {
        double right = step.figures().passRate();
        advanced.accept(
                share,
                Double.isNaN(right)
                        ? String.format(Locale.ROOT, "step %d", step.step() + 1)
                        : String.format(
                                Locale.ROOT,
                                "step %d right %.2f tokens %.0f",
                                step.step() + 1,
                                right,
                                step.figures().length()));
    }

    @Override
    public void examined(ReasoningRecord.Examined examined) {
        says.accept(String.format(
                Locale.ROOT,
                "%s: after %.2g FLOP %s",
                name,
                examined.spent().flops(),
                examined.all().inWords()));
    }
}
