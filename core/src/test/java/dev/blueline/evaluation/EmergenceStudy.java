package dev.blueline.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How often the rule of {@link EmergenceRule} says what, over simulated ladders of every kind of skill. */
final class EmergenceStudy {
    private EmergenceStudy() {}

    static final List<SimulatedSkills.Truth> TRUTHS = List.of(
            SimulatedSkills.jump("jump"),
            SimulatedSkills.mirage("mirage"),
            SimulatedSkills.gradual("gradual"),
            SimulatedSkills.leaving("leaving"),
            SimulatedSkills.late("late"),
            SimulatedSkills.chance("chance"));

    public static void main(String[] arguments) {
        int draws = Integer.parseInt(arguments[0]);
        boolean verbose = arguments.length > 1;
        for (int[] design : new int[][] {{5, 3, 300}, {5, 3, 1500}, {8, 3, 1500}}) {
            Map<String, Map<SkillEmergence.Answer, Integer>> counts = new TreeMap<>();
            Map<String, Map<SkillForecast.Never, Integer>> nevers = new TreeMap<>();
            Map<String, int[]> inside = new TreeMap<>();
            long nanos = 0;
            List<String> lines = new ArrayList<>();
            for (int draw = 0; draw < draws; draw++) {
                var entries = SimulatedSkills.ladder(TRUTHS, design[0], design[1], design[2], 100 + draw);
                var total = SimulatedSkills.total(entries);
                long start = System.nanoTime();
                Emergence found = Emergence.of(entries, SimulatedSkills::loss, total, 1, 1)
                        .orElseThrow();
                nanos += System.nanoTime() - start;
                for (SkillEmergence skill : found.skills()) {
                    counts.computeIfAbsent(skill.slice(), s -> new EnumMap<>(SkillEmergence.Answer.class))
                            .merge(skill.answer(), 1, Integer::sum);
                    skill.forecast()
                            .ifPresent(f -> nevers.computeIfAbsent(
                                            skill.slice(), s -> new EnumMap<>(SkillForecast.Never.class))
                                    .merge(f.never(), 1, Integer::sum));
                    skill.forecast()
                            .ifPresent(f -> inside.computeIfAbsent(skill.slice(), s -> new int[1])[0] +=
                                    f.top().inside() ? 1 : 0);
                    if (verbose) {
                        StringBuilder line = new StringBuilder(skill.slice() + " " + skill.answer());
                        for (EmergenceLine each : skill.lines()) {
                            line.append(String.format(
                                    Locale.ROOT,
                                    " | %s %s%s %.1f",
                                    each.metric(),
                                    each.change().finding(),
                                    each.change().steepens() ? "+" : "-",
                                    each.change().evidence()));
                            each.change()
                                    .at()
                                    .ifPresent(at -> line.append(String.format(
                                            Locale.ROOT,
                                            " at %.1e [%.1e %.1e] w %.2f",
                                            at.x(),
                                            at.low(),
                                            at.high(),
                                            each.change().broken().orElseThrow().width())));
                        }
                        skill.forecast()
                                .ifPresent(f -> line.append(String.format(
                                        Locale.ROOT,
                                        " || top %.3f [%.3f %.3f] measured %.3f %s",
                                        f.top().predicted(),
                                        f.top().low(),
                                        f.top().high(),
                                        f.top().measured(),
                                        f.never())));
                        lines.add(line.toString());
                    }
                }
            }
            System.out.println(design[0] + " sizes, " + design[1] + " seeds, " + design[2]
                    + " items; seconds a ladder of six skills " + nanos / 1e9 / draws);
            lines.stream().sorted().forEach(System.out::println);
            counts.forEach((name, by) -> System.out.println("  " + name + " " + by + " never " + nevers.get(name)
                    + " forecast inside " + inside.getOrDefault(name, new int[1])[0]));
        }
    }
}
