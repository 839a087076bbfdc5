package dev.blueline.report;

import dev.blueline.evaluation.ClassLaws;
import dev.blueline.evaluation.ClassedText;
import dev.blueline.evaluation.TokenClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;

/** Charts of the loss taken apart. A class has the same colour on all of them. */
final class ClassChart {
    private static final String SQUARE = "M2 2H18V18H2Z";

    /** Degrees by which names of runs stand aslant, so that all have room, and pixels for them below the bars. */
    private static final int SLANT = 40;

    private static final int BELOW = 92;

    private ClassChart() {}

    private static String color(TokenClass tokenClass) {
        return "class-" + (char) ('a' + tokenClass.ordinal());
    }

    /** What each class adds, one bar a run of the frontier, the largest part of the last run at the foot. */
    static Chart stack(ClassLaws laws) {
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        for (ClassLaws.Line line : laws.classes()) {
            TokenClass tokenClass = line.tokenClass().orElseThrow();
            List<Object> bars = new ArrayList<>();
            for (ClassLaws.Rung rung : laws.rungs()) {
                double bits = rung.bits().getOrDefault(tokenClass, 0.0);
                bars.add(Spec.of(
                        "value",
                        bits,
                        "name",
                        rung.name() + " at " + Format.power(rung.compute()) + " FLOP, " + tokenClass.title() + "\n"
                                + Format.loss(bits) + " of "
                                + Format.loss(rung.bitsPerByte()) + " bits per byte ("
                                + Format.percent(bits / rung.bitsPerByte()) + ")"));
            }
            series.add(Spec.of(
                    "type",
                    "bar",
                    "name",
                    tokenClass.title(),
                    "stack",
                    "loss",
                    "barCategoryGap",
                    "25%",
                    "itemStyle",
                    Spec.of("color", "@" + color(tokenClass), "borderColor", "@page", "borderWidth", 0.5),
                    "data",
                    bars));
            legend.add(Chart.Key.mark(tokenClass.title(), color(tokenClass), SQUARE, true));
        }
        Map<String, Object> label = Spec.of("color", "@ink", "fontSize", 12, "lineHeight", 16);
        Map<String, Object> names = Spec.of("color", "@ink", "fontSize", 11, "interval", 0, "rotate", SLANT);
        Map<String, Object> across = Spec.of(
                "type",
                "category",
                "data",
                laws.rungs().stream().map(ClassLaws.Rung::name).toList(),
                "name",
                "run, in the order of training compute",
                "nameLocation",
                "middle",
                "nameGap",
                BELOW - 24,
                "nameTextStyle",
                Spec.of("color", "@ink", "fontSize", 13),
                "axisLabel",
                names,
                "axisTick",
                Spec.of("show", false),
                "axisLine",
                Spec.of("lineStyle", Spec.of("color", "@axis")));
        Map<String, Object> up = Spec.of(
                "type",
                "value",
                "name",
                "bits per byte",
                "nameLocation",
                "middle",
                "nameGap",
                44,
                "nameTextStyle",
                Spec.of("color", "@ink", "fontSize", 13),
                "axisLabel",
                label,
                "splitLine",
                Spec.of("lineStyle", Spec.of("color", "@grid")));
        Map<String, Object> spec = Chart.frame(across, up, series);
        spec.put("grid", Spec.of("left", 62, "right", 16, "top", 12, "bottom", BELOW));
        return new Chart(
                "class-stack-chart",
                "Stacked bars: what each class of tokens adds to the bits per byte of each run of the frontier.",
                spec,
                legend);
    }

    /** Loss per token of each class against effective compute, with its law, and of all tokens. */
    static Chart laws(ClassLaws laws) {
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        DoubleStream.Builder losses = DoubleStream.builder();
        DoubleStream.Builder computes = DoubleStream.builder();
        series.add(Series.band("all tokens", "band", band(laws.all())));
        series.add(Series.median("all tokens", "ink", band(laws.all())));
        legend.add(Chart.Key.line("all tokens", "ink", List.of()));
        laws.all().points().forEach(point -> losses.add(point.loss()));
        for (ClassLaws.Line line : laws.classes()) {
            TokenClass tokenClass = line.tokenClass().orElseThrow();
            SizeStyle shape = SizeStyle.at(tokenClass.ordinal());
            List<Object> curve = new ArrayList<>();
            line.curve().forEach(at -> curve.add(List.of(at.compute(), at.median())));
            List<Object> points = new ArrayList<>();
            for (ClassLaws.Point point : line.points()) {
                points.add(Series.point(
                        point.compute(),
                        point.loss(),
                        tokenClass.title() + ", " + point.rung() + "\n"
                                + Format.loss(new Loss(point.loss(), point.standardError())) + " nats a token"));
                losses.add(point.loss());
                computes.add(point.compute());
            }
            series.add(Series.line(tokenClass.title(), color(tokenClass), "", shape.dash(), 1.4, curve));
            series.add(Series.marks(tokenClass.title(), color(tokenClass), shape.symbol(), 7, true, points));
            legend.add(new Chart.Key(tokenClass.title(), color(tokenClass), shape.symbol(), true, shape.dash(), true));
        }
        return new Chart(
                "class-law-chart",
                "Loss per token of each class of tokens against effective compute, both axes logarithmic, each with its law.",
                Chart.frame(
                        LogAxis.around("effective training compute (FLOP)", computes.build(), 3, Format::power),
                        LogAxis.around("nats a token", losses.build(), 4, Format::plain),
                        series),
                legend);
    }

    private static List<BandPoint> band(ClassLaws.Line line) {
        return line.curve().stream()
                .map(at -> new BandPoint(at.compute(), at.low(), at.median(), at.high()))
                .toList();
    }

    /** Repeated tokens by length of the match, in sight and not. */
    static Chart matches(ClassLaws laws) {
        List<String> slices = laws.rungs().getLast().repeats().keySet().stream()
                .filter(slice -> slice.startsWith(ClassedText.MATCH) && !slice.contains("any"))
                .sorted(Comparator.comparingInt(ClassChart::bound).thenComparing(Comparator.naturalOrder()))
                .toList();
        return repeats(
                laws,
                slices,
                "match-chart",
                "Loss of repeated tokens by length of the match, in sight and out of sight.");
    }

    /** Repeated tokens in sight by distance. */
    static Chart distances(ClassLaws laws) {
        List<String> slices = laws.rungs().getLast().repeats().keySet().stream()
                .filter(slice -> slice.startsWith(ClassedText.BACK))
                .sorted(Comparator.comparingInt(ClassChart::bound))
                .toList();
        return repeats(laws, slices, "distance-chart", "Loss of repeated tokens in sight by distance.");
    }

    private static int bound(String slice) {
        return Integer.parseInt(slice.split("_", -1)[1]);
    }

    private static Chart repeats(ClassLaws laws, List<String> slices, String id, String description) {
        List<Object> series = new ArrayList<>();
        List<Chart.Key> legend = new ArrayList<>();
        DoubleStream.Builder losses = DoubleStream.builder();
        List<Integer> bounds = slices.stream().map(ClassChart::bound).distinct().toList();
        for (String slice : slices) {
            SizeStyle style = SizeStyle.at(bounds.indexOf(bound(slice)));
            List<Integer> dash = slice.endsWith(ClassedText.OUT_OF_SIGHT) ? List.of(6, 4) : List.of();
            String name = words(slice);
            List<Object> points = new ArrayList<>();
            for (ClassLaws.Rung rung : laws.rungs()) {
                Double loss = rung.repeats().get(slice);
                if (loss != null && loss > 0) {
                    points.add(Series.point(
                            rung.compute(),
                            loss,
                            name + ", " + rung.name() + "\n" + Format.loss(loss) + " nats a token"));
                    losses.add(Objects.requireNonNull(loss));
                }
            }
            series.add(Series.line(name, style.color(), style.symbol(), dash, 1.6, points));
            legend.add(new Chart.Key(name, style.color(), style.symbol(), true, dash, true));
        }
        return new Chart(
                id,
                description,
                Chart.frame(
                        LogAxis.compute(laws.rungs().stream().mapToDouble(ClassLaws.Rung::compute)),
                        LogAxis.around("nats a token", losses.build(), 4, Format::plain),
                        series),
                legend);
    }

    /** {@code match_8_15_in_sight} is "8 to 15 tokens match, in sight", {@code back_4_15} is "4 to 15 tokens ago". */
    static String words(String slice) {
        boolean back = slice.startsWith(ClassedText.BACK);
        String where = slice.endsWith(ClassedText.OUT_OF_SIGHT)
                ? ", out of sight"
                : slice.endsWith(ClassedText.IN_SIGHT) ? ", in sight" : "";
        String[] parts = slice.split("_", -1);
        String range = parts[2].equals("up") ? parts[1] + " and more" : parts[1] + " to " + parts[2];
        return range + (back ? " tokens ago" : " tokens match") + where;
    }
}
