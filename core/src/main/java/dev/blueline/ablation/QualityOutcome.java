package dev.blueline.ablation;

import dev.blueline.comparison.Estimate;
import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.study.QualityAxis;
import dev.blueline.study.Size;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a study of quality found, kept in {@value #FILE} beside its report.
 *
 * @param reference domain whose loss is the goal
 * @param share that filters are compared at
 * @param documents in the text that was made bad
 * @param tokens of that text
 * @param garbage tokens of garbage in it, by kind
 * @param detections what each filter found of it
 * @param gains multipliers of compute for the reference's loss, then for all text's
 * @param size that the share kept was varied at
 * @param read tokens that were read there
 * @param cuts losses there, at every share kept
 */
public record QualityOutcome(
        String reference,
        double share,
        int documents,
        long tokens,
        Map<String, Long> garbage,
        List<Detection> detections,
        List<QualityGain> gains,
        String size,
        long read,
        List<Cut> cuts) {
    /** Name of the file. */
    public static final String FILE = "quality.json";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * A text at the cell at which the share kept is varied.
     *
     * @param filter or {@link QualityArm#DIRTY}, {@link QualityArm#CLEAN}
     * @param share that is kept
     * @param repeated whether no more text was there than is read
     * @param epochs times that what is kept is read; 1 if there is enough of it
     * @param loss of the reference, mean over seeds
     * @param spread its standard deviation over seeds
     * @param seeds how many
     * @param difference to the dirty text's loss of the reference at the same seeds, with its 90% interval
     * @param all the same difference in the loss of all text
     */
    public record Cut(
            String filter,
            double share,
            boolean repeated,
            double epochs,
            double loss,
            double spread,
            int seeds,
            Estimate difference,
            Estimate all) {}

    static QualityOutcome of(
            Experiments.Setting setting,
            QualityAxis axis,
            QualityCells cells,
            QualityTexts.Made made,
            Results results) {
        int threads = Runtime.getRuntime().availableProcessors();
        List<QualityGain> gains = new ArrayList<>();
        for (String goal : List.of(axis.reference(), Pretraining.ALL)) {
            gains.addAll(QualityGain.of(goal, losses(results, axis, goal), setting.seed(), threads));
        }
        Size size = setting.study().grid().sizes().getFirst();
        return new QualityOutcome(
                axis.reference(),
                axis.compared(),
                made.documents(),
                made.tokens(),
                made.garbage(),
                made.detections(),
                gains,
                size.toString(),
                cells.varied(),
                cuts(setting, cells, made, results, size, axis.reference()));
    }

    /** Runs of the texts that are compared at every scale. */
    private static List<QualityGain.Loss> losses(Results results, QualityAxis axis, String goal) {
        return results
                .where(run -> {
                    QualityArm arm = QualityArm.of(run.arm());
                    return !arm.repeated() && (arm.share() == 1 || arm.share() == axis.compared());
                })
                .stream()
                .map(entry -> loss(entry, goal))
                .toList();
    }

    private static QualityGain.Loss loss(Ledger.Entry entry, String goal) {
        Run run = entry.run();
        return new QualityGain.Loss(
                run.arm(), run.parameters().matmul(), run.tokens(), run.flops(), run.seed(), Results.loss(entry, goal));
    }

    private static List<Cut> cuts(
            Experiments.Setting setting,
            QualityCells cells,
            QualityTexts.Made made,
            Results results,
            Size size,
            String reference) {
        long batch = setting.study().training().batchTokens();
        long read = setting.study().training().steps(cells.varied()) * batch;
        List<Cut> cuts = new ArrayList<>();
        Map<Long, Double> dirty = bySeed(results, QualityArm.DIRTY, size, read, reference);
        Map<Long, Double> dirtyAll = bySeed(results, QualityArm.DIRTY, size, read, Pretraining.ALL);
        for (QualityArm arm : cells.arms()) {
            Map<Long, Double> losses = bySeed(results, arm.name(), size, read, reference);
            if (losses.isEmpty()) {
                continue;
            }
            double[] values =
                    losses.values().stream().mapToDouble(Double::doubleValue).toArray();
            double mean = DoubleStream.of(values).average().orElseThrow();
            double length = made.texts().getOrDefault(arm.name(), read);
            cuts.add(new Cut(
                    arm.filter(),
                    arm.share(),
                    arm.repeated(),
                    Math.max(1, read / length),
                    mean,
                    Math.sqrt(DoubleStream.of(values)
                                    .map(value -> (value - mean) * (value - mean))
                                    .sum()
                            / Math.max(1, values.length - 1)),
                    values.length,
                    PairedDifference.of(losses, dirty, PairedDifference.PLAIN).estimate(),
                    PairedDifference.of(
                                    bySeed(results, arm.name(), size, read, Pretraining.ALL),
                                    dirtyAll,
                                    PairedDifference.PLAIN)
                            .estimate()));
        }
        return cuts;
    }

    private static Map<Long, Double> bySeed(Results results, String arm, Size size, long read, String goal) {
        Map<Long, Double> losses = new TreeMap<>();
        results.of(arm, size).stream()
                .filter(entry -> entry.run().tokens() == read)
                .filter(entry -> Double.isFinite(Results.loss(entry, goal)))
                .forEach(entry -> losses.put(entry.run().seed(), Results.loss(entry, goal)));
        return losses;
    }

    /** Gains for one of the losses, the clean text's first. */
    public List<QualityGain> gains(String goal) {
        return gains.stream().filter(gain -> gain.goal().equals(goal)).toList();
    }

    void write(Path folder) {
        SealedFiles.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
    }

    /** What a study in a folder found; empty if it has not come that far. */
    public static Optional<QualityOutcome> read(Path folder) {
        if (!SealedFiles.isSound(folder.resolve(FILE))) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(SealedFiles.read(folder.resolve(FILE)), QualityOutcome.class));
        } catch (JacksonException other) {
            return Optional.empty();
        }
    }
}
