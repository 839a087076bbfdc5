package dev.blueline.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.evaluation.ClassForecasts;
import dev.blueline.evaluation.ClassLaws;
import dev.blueline.evaluation.TokenClass;
import dev.blueline.scaling.ChangePoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ClassSectionTest {
    private static ClassLaws.Line line(TokenClass of, ClassLaws.Standing standing, String reason, double measured) {
        ClassLaws.Interval any = new ClassLaws.Interval(0.1, 0.2, 0.3);
        ChangePoint.Result change = new ChangePoint.Result(
                ChangePoint.Finding.SMOOTH,
                12,
                -28.3,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "AICc favours the law without a break by 28.3");
        return new ClassLaws.Line(
                of.slice(),
                Optional.of(of),
                List.of(
                        new ClassLaws.Point(1e12, 2, 0.1, "32x1/1M"),
                        new ClassLaws.Point(1e13, measured, 0.1, "64x1/4M")),
                2.0,
                1.945,
                any,
                any,
                any,
                List.of(new ClassLaws.Expected(1e12, 1, 2, 3), new ClassLaws.Expected(1e13, 1, 2, 3)),
                new ClassLaws.Ends(2.01, measured),
                change,
                OptionalDouble.of(0.3),
                standing,
                reason);
    }

    private static Section section() {
        ClassLaws.Line copy = line(TokenClass.COPY, ClassLaws.Standing.UNDETERMINED, "the last run misses", 1.54);
        ClassLaws.Line rare = line(TokenClass.RARE, ClassLaws.Standing.FLAT, "", 1.9);
        ClassLaws.Line numbers = line(TokenClass.NUMBER, ClassLaws.Standing.UNDETERMINED, "it may be 8%", 1.8);
        ClassLaws.Line layout = line(TokenClass.LAYOUT, ClassLaws.Standing.UNDETERMINED, "it may be 8%", 1.7);
        Map<TokenClass, Double> bits =
                Map.of(TokenClass.COPY, 0.5, TokenClass.RARE, 0.4, TokenClass.NUMBER, 0.1, TokenClass.LAYOUT, 0.1);
        ClassLaws.Rung small = new ClassLaws.Rung("32x1/1M", 1e12, 1.1, bits, bits, Map.of());
        ClassLaws.Rung large = new ClassLaws.Rung("64x1/4M", 1e13, 1.0, bits, bits, Map.of());
        ClassForecasts foreseen = new ClassForecasts(
                "64x1/4M",
                List.of(
                        new ClassForecasts.Row(TokenClass.COPY, 0.5, 0.6, 0.7, 0.4),
                        new ClassForecasts.Row(TokenClass.NUMBER, 0.08, 0.1, 0.12, 0.12),
                        new ClassForecasts.Row(TokenClass.RARE, 0.3, 0.41, 0.5, 0.4)));
        return ClassSection.section(
                Optional.of(new ClassLaws(
                        List.of(copy, rare, numbers, layout), rare, Optional.empty(), List.of(small, large))),
                Optional.of(foreseen));
    }

    @Test
    void eachReasonStandsWithItsOwnClasses() {
        assertThat(section().element().text())
                .contains("Undetermined: copy from the text (the last run misses); numbers and layout (it may be 8%).")
                .contains("would have been found in about four of five cases if it took 30.0%");
    }

    @Test
    void theTableShowsWhatWasMeasured() {
        assertThat(section().element().expectFirst("table").text())
                .contains("1.540")
                .doesNotContain("1.945");
    }

    @Test
    void theClassesThatWereNotForeseenAreNamedWithTheirPartOfTheMiss() {
        assertThat(section().element().text())
                .contains("2 of 3 classes lie inside")
                .contains("copy from the text adds 0.400 where 0.600 was foreseen; of the difference, 0.200 lies there")
                .contains("were to come to 1.110 bits per byte; 0.190 less was measured");
    }

    @Test
    void everyBarHasItsName() {
        assertThat(section().charts().getFirst().spec().toString())
                .contains("interval=0")
                .contains("64x1/4M");
    }
}
