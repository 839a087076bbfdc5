package dev.blueline.report;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Run;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.study.Outcome;
import dev.blueline.training.LossPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Training losses as the report draws them: the longest run of each trunk. */
final class TrainingCurves {
    private static final TypeReference<List<LossPoint>> POINTS = new TypeReference<>() {};

    private TrainingCurves() {}

    static List<ReportData.LossCurves.Curve> of(Outcome outcome, Path folder, double bytesPerToken) {
        Map<String, Run> longest = new LinkedHashMap<>();
        for (Ledger.Entry entry : outcome.entries()) {
            Run run = entry.run();
            if (run.role() == Run.Role.LADDER || run.role() == Run.Role.HELD_OUT) {
                longest.merge(run.trunk(), run, (a, b) -> a.tokens() >= b.tokens() ? a : b);
            }
        }
        List<ReportData.LossCurves.Curve> curves = new ArrayList<>();
        for (Run run : longest.values()) {
            Path file = Pretraining.folderOf(folder, run).resolve(Pretraining.CURVE);
            if (SealedFiles.isSound(file)) {
                curves.add(new ReportData.LossCurves.Curve(
                        run.rung() + " seed " + run.seed(),
                        run.layers(),
                        run.width(),
                        JsonMapper.shared().readValue(file.toFile(), POINTS).stream()
                                .map(point -> new ReportData.LossCurves.Point(
                                        point.tokens(), point.nats() / Math.log(2) / bytesPerToken))
                                .toList()));
            }
        }
        return curves;
    }
}
