package dev.blueline.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.BadInput;
import dev.blueline.scaling.Mixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WatcherTest {
    private static final Mixture LAW = SimulatedRun.ladder(1, 20);
    private static final Schedule COSINE = Schedule.cosine(.01, .1);
    private static final PlannedRun RUN = new PlannedRun(SimulatedRun.NEAR, COSINE);

    /** 520 runs, 130 for each schedule; the larger study is {@link WatchStudy}. */
    @Test
    void runsOnTheirLineAreCalledBetterOrWorseAtMostAsOftenAsStated() {
        int alarms = 0;
        int runs = 0;
        for (Schedule schedule : WatchStudy.SCHEDULES) {
            PlannedRun run = new PlannedRun(SimulatedRun.NEAR, schedule);
            WatchStudy.Tally tally = WatchStudy.tally(
                    new Mixture[] {LAW},
                    (r, random) -> SimulatedRun.drawn(LAW, r, random),
                    run,
                    SimulatedRun.Way.ASSUMED,
                    0,
                    false,
                    130);
            alarms += tally.better() + tally.worse();
            runs += tally.runs();
        }
        assertThat(alarms / (double) runs).isLessThanOrEqualTo(Assumptions.STANDARD.falseAlarms());
    }

    @Test
    void runsFivePercentOffAreFound() {
        WatchStudy.Tally tally = WatchStudy.tally(
                new Mixture[] {LAW},
                (r, random) -> SimulatedRun.drawn(LAW, r, random),
                RUN,
                SimulatedRun.Way.ASSUMED,
                .05,
                false,
                40);
        assertThat(tally.better()).isZero();
        assertThat(tally.worse()).isGreaterThan(30);
    }

    @Test
    void withoutNoiseTheEndOfTheRunIsItsForecast() {
        List<Point> log = log(0, 0.0005);
        Watch watch = new Watcher(LawLine.of(LAW), RUN, Assumptions.STANDARD).look(log);
        assertThat(watch.now().median() / log.getLast().loss()).isCloseTo(1, within(.004));
        assertThat(watch.now().high() - watch.now().low())
                .isLessThan((watch.before().high() - watch.before().low()) / 2);
        assertThat(watch.state()).isEqualTo(State.ON_THE_LINE);
        assertThat(watch.advice().action()).isEqualTo(Advice.Action.CONTINUE);
    }

    @Test
    void anEarlyRunIsNotJudged() {
        List<Point> log = log(.5, .01).subList(0, 90);
        Watch watch = new Watcher(LawLine.of(LAW), RUN, Assumptions.STANDARD).look(log);
        assertThat(watch.state()).isEqualTo(State.NOT_YET);
        assertThat(watch.rows()).allMatch(Watch.Row::early);
    }

    @Test
    void anEarlierRunMakesTheGapBeforeAnnealingKnown() {
        PlannedRun run = new PlannedRun(SimulatedRun.NEAR, Schedule.wsd(.01, .8, 0));
        Watcher alone = new Watcher(LawLine.of(LAW), run, Assumptions.STANDARD);
        SimulatedRun.Kind kind = new SimulatedRun.Kind(run.schedule(), SimulatedRun.Way.ASSUMED, 0, 1000, .01, .2);
        List<Point> earlier =
                SimulatedRun.log(kind, SimulatedRun.drawn(LAW, run, new SplittableRandom(5)), new SplittableRandom(6));
        EndForecast wide = alone.expected(.7);
        EndForecast narrow = alone.like(run, earlier).expected(.7);
        assertThat(Math.log(narrow.high() / narrow.low())).isLessThan(.8 * Math.log(wide.high() / wide.low()));
    }

    @Test
    void anEarlierRunThatHasNotFinishedIsRefused() {
        Watcher watcher = new Watcher(LawLine.of(LAW), RUN, Assumptions.STANDARD);
        assertThatThrownBy(() -> watcher.like(RUN, log(0, .01).subList(0, 500)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("has not finished");
    }

    @Test
    void aLookOfTheWholeLogHoldsTheLooksBefore() {
        List<Point> log = log(.05, .01);
        Watcher watcher = new Watcher(LawLine.of(LAW), RUN, Assumptions.STANDARD);
        Watch.Alarm alarm = watcher.look(log).alarm().orElseThrow();
        List<Point> before =
                log.stream().filter(point -> point.step() < alarm.step()).toList();
        assertThat(watcher.look(before).alarm()).isEmpty();
        List<Point> after =
                log.stream().filter(point -> point.step() <= alarm.step()).toList();
        assertThat(watcher.look(after).alarm()).contains(alarm);
    }

    /** Lévy's inequality at its closest: a walk of many small steps crosses 2.24 standard deviations once in twenty. */
    @Test
    void theBoundaryIsThatOfAMartingaleLookedAtAllTheTime() {
        SplittableRandom random = new SplittableRandom(1);
        double reach = Normal.quantile(1 - .05 / 4);
        assertThat(reach).isCloseTo(2.2414, within(1e-4));
        int crossed = 0;
        for (int walk = 0; walk < 4000; walk++) {
            double at = 0;
            boolean out = false;
            for (int step = 0; step < 400; step++) {
                at += random.nextGaussian() / 20;
                out |= Math.abs(at) > reach;
            }
            crossed += out ? 1 : 0;
        }
        assertThat(crossed / 4000.0).isBetween(.03, .055);
    }

    @Test
    void aLossThatIsNoNumberStopsTheRun() {
        List<Point> log = new ArrayList<>(log(0, .01).subList(0, 400));
        log.add(new Point(4010, .401, Double.NaN));
        Watch watch = new Watcher(LawLine.of(LAW), RUN, Assumptions.STANDARD).look(log);
        assertThat(watch.notices()).contains(new Notice.NotANumber(4010, 1, true));
        assertThat(watch.advice().action()).isEqualTo(Advice.Action.STOP);
    }

    @Test
    void logsWithoutAnyUsableLossGiveNoState() {
        Watch watch =
                new Watcher(LawLine.of(LAW), RUN, Assumptions.STANDARD).look(List.of(new Point(1, .5, Double.NaN)));
        assertThat(watch.state()).isEqualTo(State.NOT_YET);
        assertThat(watch.rows()).isEmpty();
        assertThat(watch.alarm()).isEqualTo(Optional.empty());
    }

    private static List<Point> log(double off, double sd) {
        return SimulatedRun.log(
                new SimulatedRun.Kind(COSINE, SimulatedRun.Way.TISSUE, off, 1000, sd, .3),
                share -> Math.log(SimulatedRun.truth(
                        SimulatedRun.NEAR.parameters(), RUN.finishedAfter(share).tokens())),
                new SplittableRandom(2));
    }
}
