package dev.blueline.cli;

import dev.blueline.evaluation.Behaviour;
import dev.blueline.evaluation.Estimate;
import dev.blueline.evaluation.ItemScore;
import dev.blueline.evaluation.SkillDifference;
import dev.blueline.evaluation.TaskFigures;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Skill;
import dev.blueline.tasks.Skills;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one or two models made of the items, as tables for people or as JSON for programs.
 *
 * @param differences skill by skill, where two models are compared
 */
record EvaluateOutput(long seed, List<Model> models, List<SkillDifference> differences) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final double SURE = 3;
    private static final double SIGNIFICANT = 0.05;

    /**
     * One model's scores.
     *
     * @param lecture scores of the items that are shown only
     * @param behaviour how it writes, if that was asked for
     */
    record Model(
            String name,
            List<TaskFigures> figures,
            List<ItemScore> evidence,
            List<ItemScore> lecture,
            Optional<Behaviour> behaviour) {}

    String text() {
        StringBuilder text = new StringBuilder();
        for (Model model : models) {
            text.append(model.name())
                    .append(String.format(
                            Locale.ROOT,
                            ": %,d items, seed %d%n",
                            model.evidence().size(),
                            seed));
            if (!model.figures().isEmpty()) {
                table(model.figures(), text);
                inWords(model.figures(), text);
            }
            frequencies(model.evidence(), text);
            lecture(model.lecture(), text);
            model.behaviour().ifPresent(behaviour -> BehaviourOutput.text(behaviour, text));
            text.append('\n');
        }
        if (!differences.isEmpty()) {
            comparison(text);
        }
        return text.toString();
    }

    private static void table(List<TaskFigures> figures, StringBuilder text) {
        Columns table = new Columns("")
                .words("skill and level", 0)
                .figures("items", 4)
                .figures("right", 0)
                .figures("chance", 0)
                .figures("choice", 1)
                .figures("Brier", 5)
                .figures("log-prob", 3)
                .figures("written", 2);
        for (TaskFigures each : figures) {
            table.row(
                    name(each.slice()),
                    "" + each.items(),
                    share(each.accuracy()),
                    String.format(Locale.ROOT, "%.0f%%", 100 * each.chance()),
                    String.format(Locale.ROOT, "%.3f", each.choice().value()),
                    String.format(Locale.ROOT, "%.3f", each.brier().value()),
                    String.format(Locale.ROOT, "%.2f", each.logProbability().value()),
                    String.format(Locale.ROOT, "%.1f%%", 100 * each.exact().value()));
        }
        text.append('\n')
                .append(table.text(Terminal.Stream.OUTPUT.width()))
                .append(
                        "right: share of items whose right answer is the likeliest, +- one standard error (clustered by ")
                .append(
                        "frame; none, -, where all items have one frame). choice: mean probability of the right answer among the answers. log-prob: in nats. ")
                .append("written: share that the model writes itself, always taking its likeliest token.\n");
    }

    /** In percent; items of one frame alone give no error. */
    private static String share(Estimate estimate) {
        String value = String.format(Locale.ROOT, "%.1f%%", 100 * estimate.value());
        return value
                + (Double.isNaN(estimate.standardError())
                        ? "       -"
                        : String.format(Locale.ROOT, " +- %4.1f", 100 * estimate.standardError()));
    }

    private static String name(String slice) {
        int slash = slice.lastIndexOf('/');
        if (slash < 0) {
            return slice;
        }
        String number = slice.substring(slash + 1);
        String level = Skills.all().stream()
                .filter(skill -> skill.name().equals(slice.substring(0, slash)))
                .map(Skill::levels)
                .flatMap(List::stream)
                .filter(each -> number.equals("" + each.number()))
                .map(Level::name)
                .findFirst()
                .orElse("");
        return shortened("  " + number + " " + level, 38);
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 2) + "..";
    }

    private static void inWords(List<TaskFigures> figures, StringBuilder text) {
        List<TaskFigures> levels =
                figures.stream().filter(each -> each.slice().contains("/")).toList();
        String above = levels.stream()
                .filter(EvaluateOutput::isAboveChance)
                .map(TaskFigures::slice)
                .collect(Collectors.joining(", "));
        text.append("Above chance by more than three standard errors: ")
                .append(above.isEmpty() ? "none" : above)
                .append(".\n");
    }

    private static boolean isAboveChance(TaskFigures figures) {
        Estimate accuracy = figures.accuracy();
        double error = Double.isNaN(accuracy.standardError())
                ? Math.sqrt(figures.chance() * (1 - figures.chance()) / figures.items())
                : accuracy.standardError();
        return accuracy.value() - figures.chance() > SURE * error;
    }

    /** Right answers by how often the counted text states the fact. */
    private static void frequencies(List<ItemScore> scores, StringBuilder text) {
        TreeMap<Integer, List<ItemScore>> byFrequency = byFrequency(scores);
        if (byFrequency.isEmpty()) {
            return;
        }
        text.append(String.format("%n%-20s %6s %15s %7s%n", "fact stated", "items", "right", "choice"));
        byFrequency.forEach((bucket, some) -> {
            TaskFigures figures = TaskFigures.of(bucketName(bucket), some);
            text.append(String.format(
                    Locale.ROOT,
                    "%-20s %6d %15s %7.3f%n",
                    figures.slice(),
                    figures.items(),
                    share(figures.accuracy()),
                    figures.choice().value()));
        });
    }

    /** Buckets 0, 1, 2 to 3, 4 to 7, 8 to 15 and so on. */
    private static TreeMap<Integer, List<ItemScore>> byFrequency(List<ItemScore> scores) {
        return scores.stream()
                .filter(score -> score.item().frequency().isPresent())
                .collect(Collectors.groupingBy(
                        score -> Long.SIZE
                                - Long.numberOfLeadingZeros(
                                        score.item().frequency().orElse(0)),
                        TreeMap::new,
                        Collectors.toList()));
    }

    private static String bucketName(int bucket) {
        return bucket == 0
                ? "never"
                : bucket == 1 ? "once" : (1L << bucket - 1) + " to " + ((1L << bucket) - 1) + " times";
    }

    private static void lecture(List<ItemScore> scores, StringBuilder text) {
        if (scores.isEmpty()) {
            return;
        }
        text.append("\nThe six examples of the lecture, shown only: probability of the right answer of the two\n");
        for (ItemScore score : scores) {
            text.append(String.format(
                    Locale.ROOT, "  %3.0f%%  %s%n", 100 * score.choice(), tail(SkillList.line(score.item()), 90)));
        }
    }

    private static String tail(String text, int length) {
        return text.length() <= length ? text : ".." + text.substring(text.length() - length + 2);
    }

    private void comparison(StringBuilder text) {
        text.append("Second model against the first: mean probability of the right answer among the answers\n\n");
        Columns table = new Columns("")
                .words("skill", 0)
                .figures("items", 3)
                .figures("first", 1)
                .figures("second", 1)
                .figures("difference", 0)
                .figures("p", 2)
                .figures("corrected", 0)
                .words("better", 0);
        for (SkillDifference each : differences) {
            table.row(
                    each.skill(),
                    "" + each.items(),
                    String.format(Locale.ROOT, "%.3f", each.first()),
                    String.format(Locale.ROOT, "%.3f", each.second()),
                    difference(each.difference()),
                    String.format(Locale.ROOT, "%.4f", each.p()),
                    String.format(Locale.ROOT, "%.4f", each.corrected()),
                    better(each));
        }
        text.append(table.text(Terminal.Stream.OUTPUT.width()));
        text.append("p: permutation test over frames; corrected for the number of skills (Holm). Better is said where ")
                .append("the corrected value is below 0.05.\n");
    }

    private static String difference(Estimate difference) {
        String value = String.format(Locale.ROOT, "%+.3f", difference.value());
        return value
                + (Double.isNaN(difference.standardError())
                        ? "      -"
                        : String.format(Locale.ROOT, " +- %.3f", difference.standardError()));
    }

    private static String better(SkillDifference each) {
        return each.corrected() >= SIGNIFICANT ? "-" : each.difference().value() > 0 ? "second" : "first";
    }

    String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("seed", seed);
        ArrayNode array = root.putArray("models");
        for (Model model : models) {
            ObjectNode node = array.addObject();
            node.put("run", model.name());
            node.put("items", model.evidence().size());
            ArrayNode figures = node.putArray("figures");
            model.figures().forEach(each -> figures(each, figures.addObject()));
            ArrayNode frequencies = node.putArray("by_frequency");
            byFrequency(model.evidence()).forEach((bucket, some) -> {
                ObjectNode one = frequencies.addObject();
                one.put("at_least", bucket == 0 ? 0 : 1L << bucket - 1);
                figures(TaskFigures.of("stated " + bucketName(bucket), some), one);
            });
            ArrayNode lecture = node.putArray("lecture");
            for (ItemScore score : model.lecture()) {
                lecture.addObject()
                        .put("item", SkillList.line(score.item()))
                        .put("choice", score.choice())
                        .put("right", score.accuracy())
                        .put("written", score.exact());
            }
            model.behaviour().ifPresent(behaviour -> BehaviourOutput.json(behaviour, node.putObject("behaviour")));
        }
        ArrayNode compared = root.putArray("comparison");
        for (SkillDifference each : differences) {
            ObjectNode node = compared.addObject();
            node.put("skill", each.skill());
            node.put("items", each.items());
            node.put("templates", each.templates());
            node.put("first", each.first());
            node.put("second", each.second());
            node.put("difference", each.difference().value());
            node.put("standard_error", each.difference().standardError());
            node.put("p", each.p());
            node.put("p_corrected", each.corrected());
        }
        return JSON.writeValueAsString(root) + "\n";
    }

    private static void figures(TaskFigures each, ObjectNode node) {
        node.put("slice", each.slice());
        node.put("items", each.items());
        node.put("templates", each.templates());
        node.put("chance", each.chance());
        estimate("accuracy", each.accuracy(), node);
        estimate("accuracy_per_byte", each.accuracyPerByte(), node);
        estimate("choice", each.choice(), node);
        estimate("brier", each.brier(), node);
        estimate("logprob", each.logProbability(), node);
        estimate("exact", each.exact(), node);
    }

    static void estimate(String name, Estimate estimate, ObjectNode node) {
        node.put(name, estimate.value());
        if (Double.isFinite(estimate.standardError())) {
            node.put(name + "_se", estimate.standardError());
        }
    }
}
