package dev.blueline.cli;

import dev.blueline.calibration.Calibration;
import dev.blueline.calibration.Share;
import dev.blueline.calibration.Tally;
import dev.blueline.calibration.Truth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How often verdicts were right, as a Markdown table for people or as JSON for programs. */
record CalibrationOutput(Calibration calibration, Calibration.Settings settings, PublishedRuns published) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final String HEAD = """
            | truth | lines | improve | blue | red | undetermined | wrong blue | wrong red | wrong of confident | 95% interval |
            |---|---|---|---|---|---|---|---|---|---|
            """;

    String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%d simulated lines of each kind, seed %d, over the next %.3g-fold; threshold %s.%n",
                settings.draws(),
                settings.seed(),
                settings.horizon(),
                settings.threshold().isPresent()
                        ? String.format(
                                Locale.ROOT, "%.3g", settings.threshold().getAsDouble())
                        : "twice the seed deviation"));
        text.append("A line improves if its true gain lies above the threshold.\n\n")
                .append(HEAD);
        simulated().forEach(tally -> row(tally, text));
        if (!calibration.measured().isEmpty()) {
            text.append(String.format(
                    "%nReal lines cut short, from %d different runs in %d rows; horizons 2, 4 and 10, thresholds 1, 2, 4 and 8%%.%n",
                    published.runs().size(), published.rows()));
            text.append("Cuts of one line overlap, so the intervals are too narrow.\n\n")
                    .append(HEAD);
            measured().forEach(tally -> row(tally, text));
            Tally all = Calibration.sum("all", calibration.measured());
            text.append(String.format(
                    "%nOf the %d wrong verdicts %d are on a measured gain within two of its own standard deviations of the threshold.%n",
                    all.wrong(), all.narrow()));
        }
        return text.toString().stripTrailing();
    }

    private List<Tally> simulated() {
        List<Tally> rows = new ArrayList<>();
        List<Tally> foreseeable = new ArrayList<>();
        for (int i = 0; i < calibration.simulated().size(); i++) {
            if (Truth.values()[i].place() != Truth.Place.BEYOND) {
                foreseeable.add(calibration.simulated().get(i));
            }
        }
        rows.addAll(foreseeable);
        rows.add(Calibration.sum("**all of these**", foreseeable));
        rows.addAll(calibration.simulated().subList(foreseeable.size(), Truth.values().length));
        return rows;
    }

    private List<Tally> measured() {
        List<Tally> rows = new ArrayList<>(calibration.measured());
        rows.add(Calibration.sum("**all of these**", calibration.measured()));
        return rows;
    }

    private static void row(Tally tally, StringBuilder text) {
        Share wrong = tally.wrongShare();
        text.append(String.format(
                Locale.ROOT,
                "| %s | %d | %s | %s | %s | %s | %d | %d | %s | %s |%n",
                tally.kind(),
                tally.lines(),
                percent(tally.improving(), tally.lines()),
                percent(tally.blue(), tally.lines()),
                percent(tally.red(), tally.lines()),
                percent(tally.undetermined(), tally.lines()),
                tally.wrongBlue(),
                tally.wrongRed(),
                tally.confident() == 0 ? "none confident" : String.format(Locale.ROOT, "%.1f%%", 100 * wrong.value()),
                String.format(Locale.ROOT, "%.1f to %.1f%%", 100 * wrong.low(), 100 * wrong.high())));
    }

    private static String percent(int part, int whole) {
        return String.format(Locale.ROOT, "%.0f%%", 100.0 * part / whole);
    }

    String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("draws", settings.draws());
        root.put("seed", settings.seed());
        root.put("horizon", settings.horizon());
        settings.threshold().ifPresent(value -> root.put("threshold", value));
        nodes(calibration.simulated(), root.putArray("simulated"));
        List<String> beyond = Arrays.stream(Truth.values())
                .filter(truth -> truth.place() == Truth.Place.BEYOND)
                .map(Truth::title)
                .toList();
        ArrayNode unforeseeable = root.putArray("turns_beyond_the_last_run");
        beyond.forEach(unforeseeable::add);
        root.put("runs", published.runs().size());
        nodes(calibration.measured(), root.putArray("measured"));
        return JSON.writeValueAsString(root);
    }

    private static void nodes(List<Tally> tallies, ArrayNode array) {
        for (Tally tally : tallies) {
            Share wrong = tally.wrongShare();
            ObjectNode node = array.addObject();
            node.put("truth", tally.kind());
            node.put("lines", tally.lines());
            node.put("improving", tally.improving());
            node.put("blue", tally.blue());
            node.put("red", tally.red());
            node.put("undetermined", tally.undetermined());
            node.put("wrong_blue", tally.wrongBlue());
            node.put("wrong_red", tally.wrongRed());
            if (tally.confident() > 0) {
                node.put("wrong_share", wrong.value());
            }
            node.putArray("interval").add(wrong.low()).add(wrong.high());
        }
    }
}
