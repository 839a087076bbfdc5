package dev.blueline.report;

import dev.blueline.evaluation.AskedRuns;
import dev.blueline.evaluation.Memory;
import dev.blueline.evaluation.Steps;
import dev.blueline.evaluation.TaskMap;
import dev.blueline.evaluation.Winners;
import dev.blueline.ledger.Ledger;
import dev.blueline.pretraining.Pretraining;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Skill;
import dev.blueline.tasks.Skills;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Made-up studies with skills, to test the sections with and to look at: {@code main FOLDER} writes a page of each. */
final class SkillSamples {
    private static final List<String> FOUR_ANSWERS =
            List.of("arithmetic", "knowledge", "translation-russian", "translation-spanish");
    private static final Map<String, Double> HARDNESS = Map.of(
            "grammar", 11.0,
            "translation-spanish", 11.2,
            "translation-russian", 11.6,
            "sentiment", 12.6,
            "knowledge", 13.0,
            "comparison", 12.8,
            "spatial", 12.4,
            "arithmetic", 13.4);

    private SkillSamples() {}

    /** Nine sizes, three seeds of each, four token counts. */
    static List<Ledger.Entry> large() {
        return study(new int[] {24, 32, 48, 64, 96, 128, 160, 192, 256}, new double[] {4, 8, 16, 32}, 3);
    }

    /** Three sizes, one seed. */
    static List<Ledger.Entry> small() {
        return study(new int[] {24, 48, 96}, new double[] {2, 8}, 1);
    }

    static List<Section> sections(List<Ledger.Entry> entries) {
        return List.of(
                TaskMapSection.section(TaskMap.of(entries)),
                MemorySection.section(Memory.of(entries, 1)),
                StepsSection.section(Steps.of(entries)),
                WinnersSection.section(
                        Winners.of(entries, entry -> entry.measurement(Pretraining.BITS_PER_BYTE, Pretraining.ALL))));
    }

    public static void main(String... arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Files.writeString(
                folder.resolve("large.html"), Report.page("skills", sections(large())), StandardCharsets.UTF_8);
        Files.writeString(
                folder.resolve("small.html"), Report.page("skills", sections(small())), StandardCharsets.UTF_8);
        Files.writeString(
                folder.resolve("none.html"), Report.page("skills", sections(List.of())), StandardCharsets.UTF_8);
        Files.writeString(folder.resolve("skills.csv"), SkillTable.csv(small()), StandardCharsets.UTF_8);
    }

    private static List<Ledger.Entry> study(int[] widths, double[] millions, int seeds) {
        List<Ledger.Entry> entries = new ArrayList<>();
        for (int width : widths) {
            for (double tokens : millions) {
                for (int seed = 1; seed <= seeds; seed++) {
                    entries.add(entry(width, tokens, seed));
                }
            }
        }
        return entries;
    }

    private static Ledger.Entry entry(int width, double millions, int seed) {
        Random random = new Random(1000L * width + 10 * Math.round(millions) + seed);
        AskedRuns run = AskedRuns.run(width, millions, seed);
        double compute = Math.log10(144.0 * width * width * millions * 1e6);
        double loss = 0.8 + 30 * Math.pow(10, -0.12 * compute);
        run.with(Pretraining.BITS_PER_BYTE, Pretraining.ALL, loss + 0.003 * random.nextGaussian(), 0.008);
        for (Skill skill : Skills.all()) {
            double chance = FOUR_ANSWERS.contains(skill.name()) ? 0.25 : 0.5;
            Map<String, Double> slices = new LinkedHashMap<>();
            double sum = 0;
            for (Level level : skill.levels()) {
                double hard = HARDNESS.getOrDefault(skill.name(), 12.0)
                        + 0.35 * level.number()
                        + (width > 100 && skill.name().equals("sentiment") ? 0.9 : 0);
                double above = 0.97 / (1 + Math.exp(-3.2 * (compute - hard)));
                slices.put(skill.name() + "/" + level.number(), above);
                sum += above;
            }
            double mean = sum / skill.levels().size();
            asked(run, skill.name(), mean, chance, random, 0.015);
            slices.forEach((slice, above) -> asked(run, slice, above, chance, random, 0.02));
            if (skill.name().equals("spatial") || skill.name().equals("arithmetic")) {
                for (int steps = 1; steps <= 5; steps++) {
                    asked(
                            run,
                            skill.name() + "/steps:" + steps,
                            Math.clamp(1.6 * mean, 0, 0.98) * Math.pow(0.75, steps - 1),
                            chance,
                            random,
                            0.02);
                }
            }
        }
        for (int parts : new int[] {0, 1, 2, 4, 8, 16}) {
            double statements = parts * millions / 2;
            double half = 900.0 * 32 / (width * (width / 32.0));
            double above = parts == 0 ? 0.04 : 0.04 + 0.96 / (1 + Math.pow(half / statements, 1.1));
            String slice = "knowledge/stated:" + parts;
            asked(run, slice, above, 0.25, random, 0.02);
            run.with(Memory.STATEMENTS, slice, statements, 0);
        }
        return run.entry();
    }

    private static void asked(AskedRuns run, String slice, double above, double chance, Random random, double error) {
        double accuracy = Math.clamp(chance + (1 - chance) * above + error * random.nextGaussian(), 0, 1);
        run.asked(slice, accuracy, error, chance);
    }
}
