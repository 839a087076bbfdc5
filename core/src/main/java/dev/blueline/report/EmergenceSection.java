package dev.blueline.report;

import dev.blueline.evaluation.Emergence;
import dev.blueline.evaluation.EmergenceLine;
import dev.blueline.evaluation.EmergenceMetric;
import dev.blueline.evaluation.SkillEmergence;
import dev.blueline.evaluation.SkillForecast;
import dev.blueline.scaling.ChangePoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether skills come suddenly, and whether the smaller runs would have foreseen them. */
final class EmergenceSection {
    private EmergenceSection() {}

    static Section section(Optional<Emergence> found) {
        Section section = Section.titled("emergence", "Does a skill come suddenly?");
        if (found.isEmpty()) {
            return section.missing("Skills need five runs on which they were measured.");
        }
        Emergence emergence = found.get();
        section.text(
                "A skill that a smaller model lacks and a larger one has can come in two ways: the model itself changes, or it gets"
                        + " better evenly and only the measure has a threshold. So every skill is measured in four ways on the same "
                        + emergence.runs() + " runs (" + emergence.pairs()
                        + " independent pairs of size and seed). Two count by a"
                        + " threshold: whether the right answer is the likeliest, and whether the model writes it. Two tell how near it is:"
                        + " the Brier score and the log-probability of the right answer. A jump counts only if it shows in one of the last two as well.");
        section.text(standings(emergence));
        if (emergence.pairs() < ChangePoint.FEWEST) {
            section.text(
                    emergence.pairs() + " independent size-seed pairs, and fewer than " + ChangePoint.FEWEST
                            + " cannot tell a jump from a bend. What was measured, and what the smaller runs forecast, is shown all the same.");
        } else {
            section.list(emergence.skills().stream()
                    .map(skill -> sentence(skill, emergence.levelsOf(skill)))
                    .toList());
        }
        section.chart(
                EmergenceChart.of(emergence),
                "The four figures of each skill against effective compute in FLOP. All fall as the skill gets better, and all axes are"
                        + " logarithmic: a law without a break is a line that bends at most upwards. Bars are 90% intervals of the noise that the test allows for. Below a quarter of the largest compute runs count as small.");
        section.element()
                .expectFirst("#emergence-chart")
                .attr("style", "height:" + EmergenceChart.height(emergence) + "px;min-width:44rem");
        section.element().expectFirst("#emergence-chart-figure").attr("style", "overflow-x:auto");
        section.table(breaks(
                "Whether each figure turns, and at which effective compute (FLOP); S: within ten times the compute, suddenly",
                emergence.skills()));
        section.text(rule());
        if (!emergence.levels().isEmpty()) {
            section.folded(
                    "Level by level",
                    breaks(
                            "The same rule on each level of a skill, by accuracy and log-probability alone",
                            emergence.levels()));
        }
        section.folded("The test behind every figure", evidence(emergence));
        forecasts(section, emergence);
        return section;
    }

    private static String rule() {
        return "The rule: on each figure a law with one break is tested against a power law with floor. A figure jumps if AICc favours the break by"
                + " more than " + Format.significant(ChangePoint.EVIDENT)
                + ", the break lies inside the measured range, the figure falls faster after it, and"
                + " nine tenths of the turn take less than ten times the compute. A skill jumps if accuracy or exact match jumps and the Brier score or the"
                + " log-probability does so too, within a factor " + Format.significant(EmergenceLine.NEAR)
                + " of the same place (90% intervals). If only the first, the jump is the measure's, a mirage (Schaeffer et al. 2023,"
                + " arXiv 2304.15004). At chance: the largest runs' 90% interval of accuracy begins at chance or below and ends within "
                + points(SkillForecast.MARGIN) + " of it. With fewer than " + ChangePoint.FEWEST
                + " independent pairs of size and seed the answer is always undetermined; so it is where a line's last runs miss the law of"
                + " the others, and where the whole gain, had it come at one place in the upper half of the runs, would not have been found in"
                + " about four of five cases.";
    }

    private static String standings(Emergence emergence) {
        List<String> parts = new ArrayList<>();
        for (SkillEmergence.Answer answer : SkillEmergence.Answer.values()) {
            List<SkillEmergence> skills = emergence.skills().stream()
                    .filter(skill -> skill.answer() == answer)
                    .toList();
            if (!skills.isEmpty()) {
                parts.add(capital(answer.word()) + ": "
                        + skills.stream().map(SkillEmergence::slice).collect(Collectors.joining(", ")) + ".");
            }
        }
        return String.join(" ", parts);
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static String sentence(SkillEmergence skill, List<SkillEmergence> levels) {
        String text = skill.slice()
                + switch (skill.answer()) {
                    case JUMP ->
                        " jumps: " + places(skill.jumped()) + ", and so does what has no threshold: "
                                + places(skill.confirmed()) + ". " + gain(skill);
                    case MIRAGE ->
                        " seems to jump, but only by the measure: " + places(skill.jumped())
                                + ", and no figure without a threshold turns suddenly near there. " + gain(skill);
                    case GRADUAL -> " comes gradually. " + gain(skill) + told(skill);
                    case CHANCE -> " never left chance: " + skill.reason() + ".";
                    case UNDETERMINED -> ": undetermined, because " + skill.reason() + ".";
                };
        return text + jumpingLevels(levels);
    }

    private static String gain(SkillEmergence skill) {
        return "Right answers: " + Format.percent(skill.first().value()) + " at "
                + skill.first().rung() + ", "
                + Format.percent(skill.last().value()) + " at " + skill.last().rung() + ", "
                + Format.percent(skill.chance())
                + " by guessing.";
    }

    /** What a jump would have had to be to be found. */
    private static String told(SkillEmergence skill) {
        return skill.line(EmergenceMetric.ACCURACY)
                .flatMap(line -> line.gain(skill.chance()))
                .filter(gain -> gain.smallest().isPresent())
                .map(gain -> " A sudden step of "
                        + Format.fixed(100 * gain.smallest().getAsDouble(), 0)
                        + " points or more in the upper half of the runs would have been found.")
                .orElse("");
    }

    private static String smallest(SkillEmergence skill, EmergenceLine line) {
        return line.gain(skill.chance())
                .map(gain -> gain.smallest().isPresent()
                        ? Format.significant(gain.smallest().getAsDouble())
                        : "none")
                .orElse("–");
    }

    private static String gained(SkillEmergence skill, EmergenceLine line) {
        return line.gain(skill.chance())
                .map(gain -> Format.significant(gain.from()) + " to " + Format.significant(gain.to()))
                .orElse("–");
    }

    private static String places(List<EmergenceLine> lines) {
        return lines.stream()
                .map(line -> line.metric().title() + " at " + interval(line))
                .collect(Collectors.joining(", "));
    }

    private static String jumpingLevels(List<SkillEmergence> levels) {
        List<String> jumping = levels.stream()
                .filter(level -> level.answer() == SkillEmergence.Answer.JUMP)
                .map(level -> level.slice().substring(level.slice().indexOf('/') + 1))
                .toList();
        return switch (jumping.size()) {
            case 0 -> "";
            case 1 -> " Taken alone, its level " + jumping.getFirst() + " jumps.";
            default -> " Taken alone, its levels " + String.join(", ", jumping) + " jump.";
        };
    }

    private static String interval(EmergenceLine line) {
        return line.change()
                .at()
                .map(at -> Format.power(at.x()) + " [" + Format.power(at.low()) + ", " + Format.power(at.high()) + "]")
                .orElse("–");
    }

    private static Table breaks(String caption, List<SkillEmergence> skills) {
        List<String> headings = new ArrayList<>(
                List.of("skill", "answer", "#right, smallest runs", "#right, largest runs", "#by guessing"));
        List<EmergenceMetric> metrics = Arrays.stream(EmergenceMetric.values())
                .filter(metric ->
                        skills.stream().anyMatch(skill -> skill.line(metric).isPresent()))
                .toList();
        metrics.forEach(metric -> headings.add("#" + metric.title()));
        Table table = new Table(caption, headings.toArray(String[]::new));
        for (SkillEmergence skill : skills) {
            List<String> cells = new ArrayList<>(List.of(
                    skill.slice(),
                    skill.answer().word(),
                    Format.percent(skill.first().value()),
                    Format.percent(skill.last().value()),
                    Format.percent(skill.chance())));
            metrics.forEach(metric ->
                    cells.add(skill.line(metric).map(EmergenceSection::turn).orElse("–")));
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private static String turn(EmergenceLine line) {
        return switch (line.change().finding()) {
            case SMOOTH -> "no turn";
            case UNDETERMINED -> "cannot tell";
            case BREAK ->
                Format.power(line.change().at().orElseThrow().x())
                        + (line.jumps() ? " S" : line.change().steepens() ? ", slowly" : ", slower after it");
        };
    }

    private static Table evidence(Emergence emergence) {
        Table table = new Table(
                "AICc by which the law with a break wins; its place with 90% interval; over how many times the compute it turns; its"
                        + " smooth law from the least to the most compute, and the smallest sudden fall that the test would have found",
                "skill",
                "figure",
                "#AICc",
                "#place (FLOP)",
                "#turns over",
                "#from, to",
                "#smallest step found",
                "in words");
        for (SkillEmergence skill : emergence.skills()) {
            for (EmergenceLine line : skill.lines()) {
                table.row(
                        skill.slice(),
                        line.metric().title(),
                        Format.fixed(line.change().evidence(), 1),
                        interval(line),
                        line.change()
                                .at()
                                .flatMap(at -> line.change().broken())
                                .map(law -> times(Math.exp(2 * Math.log(9) * law.width())))
                                .orElse("–"),
                        gained(skill, line),
                        smallest(skill, line),
                        line.change().reason());
            }
        }
        return table;
    }

    private static String times(double factor) {
        return factor > 1000 ? "more than 1000×" : Format.significant(factor) + "×";
    }

    private static void forecasts(Section section, Emergence emergence) {
        section.element().appendElement("h3").text("Would the smaller runs have foreseen it?");
        List<SkillEmergence> skills = emergence.skills().stream()
                .filter(skill -> skill.forecast().isPresent())
                .toList();
        if (skills.isEmpty()) {
            section.missing(
                    "Too few runs lie below a quarter of the largest effective compute to forecast the others.");
            return;
        }
        List<SkillForecast> forecasts =
                skills.stream().flatMap(skill -> skill.forecast().stream()).toList();
        long inside =
                forecasts.stream().filter(forecast -> forecast.top().inside()).count();
        section.text(
                "Two steps, fitted on the runs below a quarter of the largest effective compute alone: from compute to the loss of the right"
                        + " answer, and from that loss to accuracy, by a curve from chance to a ceiling, or flat where AICc does not favour a rise by more than 6. Measured accuracy at the largest rung lies in the 90% interval for "
                        + inside + " of " + forecasts.size() + " skills." + nevers(skills));
        section.table(forecastTable(skills));
        section.text(
                "\"Never\" is said if the interval's upper end at the largest rung lies within "
                        + points(SkillForecast.MARGIN)
                        + " of chance. It was wrong if the whole 90% interval of the measurement lies above that, right if it lies below."
                        + " The interval holds the refits of both steps to other draws of runs, a ceiling of 1 and one that is fitted, by Akaike's weights, the scatter of seeds, and how far the second step missed when it was fitted on the smallest of the smaller runs; it does not know of breaks.");
    }

    private static String points(double share) {
        return Format.plain(100 * share) + " points";
    }

    private static String nevers(List<SkillEmergence> skills) {
        StringBuilder text = new StringBuilder();
        for (SkillForecast.Never never : SkillForecast.Never.values()) {
            List<String> names = skills.stream()
                    .filter(skill -> skill.forecast().orElseThrow().never() == never)
                    .map(SkillEmergence::slice)
                    .toList();
            if (!names.isEmpty() && never != SkillForecast.Never.NOT_SAID) {
                text.append(" \"Never\" was ")
                        .append(never.words())
                        .append(": ")
                        .append(String.join(", ", names))
                        .append('.');
            }
        }
        return text.isEmpty() ? " Of no skill would they have said \"never\"." : text.toString();
    }

    private static Table forecastTable(List<SkillEmergence> skills) {
        Table table = new Table(
                "Accuracy at the rung of most effective compute, forecast by the smaller runs, and measured",
                "skill",
                "#smaller runs",
                "#by guessing",
                "#forecast [90%]",
                "#measured",
                "#error",
                "inside",
                "#all larger runs inside",
                "\"never\"");
        for (SkillEmergence skill : skills) {
            SkillForecast forecast = skill.forecast().orElseThrow();
            SkillForecast.Scored top = forecast.top();
            long inside = forecast.scored().stream()
                    .filter(SkillForecast.Scored::inside)
                    .count();
            table.row(
                    skill.slice(),
                    Integer.toString(forecast.fitted()),
                    Format.percent(forecast.chance()),
                    Format.percent(top.predicted()) + " [" + Format.percent(top.low()) + ", "
                            + Format.percent(top.high()) + "]",
                    Format.percent(top.measured()),
                    Format.signedPercent(top.error()),
                    top.inside() ? "yes" : "no",
                    inside + " of " + forecast.scored().size(),
                    forecast.never().words());
        }
        return table;
    }
}
