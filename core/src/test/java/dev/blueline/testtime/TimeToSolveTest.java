package dev.blueline.testtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.scaling.Coverage;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TimeToSolveTest {
    private static TimeToSolve.Solved solved(double seconds, boolean solved) {
        return new TimeToSolve.Solved("", "", 1, solved, seconds, 1, 1, Spending.NOTHING);
    }

    private static List<TimeToSolve.Solved> solvedAfter(double... seconds) {
        return DoubleStream.of(seconds)
                .mapToObj(each -> solved(each, each <= 3))
                .toList();
    }

    @Test
    void theGridIsLogarithmicAndEndsWithTheTimeGiven() {
        assertThat(TimeToSolve.grid(30)).containsExactly(0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0);
        assertThat(TimeToSolve.grid(5)).containsExactly(0.03, 0.1, 0.3, 1.0, 3.0, 5.0);
        assertThat(TimeToSolve.grid(0.03)).containsExactly(0.03);
    }

    @Test
    void aProblemCountsFromTheTimeOnAtWhichItWasSolved() {
        List<TimeToSolve.Point> points = TimeToSolve.points(solvedAfter(0.02, 0.05, 0.1, 2.9, 3.1), 3);
        assertThat(points).extracting(TimeToSolve.Point::solved).containsExactly(1, 3, 3, 3, 4);
        assertThat(points).extracting(TimeToSolve.Point::unsolved).containsExactly(5, 4, 2, 2, 2);
        assertThat(points).extracting(TimeToSolve.Point::newly).containsExactly(1, 2, 0, 0, 1);
        assertThat(TimeToSolve.rises(points)).as("nothing between 0.1 and 1 s").isFalse();
        assertThat(TimeToSolve.rises(TimeToSolve.points(solvedAfter(0.02, 0.05, 0.2, 0.9, 2, 4), 3)))
                .isTrue();
        assertThat(TimeToSolve.rises(TimeToSolve.points(solvedAfter(0.01, 0.02), 3)))
                .as("nothing was left to solve")
                .isTrue();
    }

    /** 10,000 problems at the quantiles of -ln share = 0.5 t^-0.6. */
    @Test
    void theLawThatProblemsFollowIsFound() {
        int count = 10_000;
        List<TimeToSolve.Solved> problems = DoubleStream.iterate(0.5, i -> i < count, i -> i + 1)
                .map(i -> Math.pow(0.5 / -Math.log(i / count), 1 / 0.6))
                .mapToObj(seconds -> solved(seconds, seconds <= 30))
                .toList();
        List<TimeToSolve.Point> points = TimeToSolve.points(problems, 30);
        Coverage law = TimeToSolve.law(points, 30).orElseThrow();
        assertThat(law.factor()).isCloseTo(0.5, within(0.02));
        assertThat(law.exponent()).isCloseTo(0.6, within(0.02));
        assertThat(TimeToSolve.law(points, 3).orElseThrow().at(30))
                .as("the first tenth of the time forecasts the last")
                .isCloseTo(points.getLast().share().value(), within(0.01));
        assertThat(TimeToSolve.law(TimeToSolve.points(solvedAfter(9, 9), 3), 3)).isEmpty();
    }
}
