package dev.blueline.study;

import dev.blueline.ledger.Ledger;
import dev.blueline.ledger.Measurement;
import dev.blueline.ledger.Provenance;
import dev.blueline.ledger.Run;
import dev.blueline.scaling.DataConstrained;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** A procedure whose losses follow a known law with a little noise, so that a whole climb takes milliseconds. */
final class MadeUpProcedure implements Procedure {
    static final String METRIC = "loss";

    /** Repetitions of the text after which a token has lost 1 - 1/e of its worth. */
    private static final double RD = 3;

    private final Ledger ledger;
    private final Study study;
    private final long availableTokens;
    final List<String> carriedOut = Collections.synchronizedList(new ArrayList<>());

    MadeUpProcedure(Study study, Ledger ledger, long availableTokens) {
        this.study = study;
        this.ledger = ledger;
        this.availableTokens = availableTokens;
    }

    @Override
    public String identity(Rung rung) {
        String text = rung.role() == Run.Role.CONTROL ? "-without-skills" : "";
        return rung.name() + "-" + rung.seed() + "-" + rung.rateScale() + "-" + rung.uniqueTokens() + text;
    }

    @Override
    public Run.Parameters parameters(Size size) {
        return study.model().shape(size, 512).parameters();
    }

    @Override
    public double trainingFlops(Size size, long tokens) {
        return study.model().shape(size, 512).trainingFlops(tokens);
    }

    @Override
    public double measuringFlops(Size size) {
        return trainingFlops(size, 500_000) / 3;
    }

    @Override
    public long availableTokens() {
        return availableTokens;
    }

    @Override
    public Rates measure(int workers) {
        return rates(workers);
    }

    static Rates rates(int workers) {
        return new Rates(
                workers, 118e9, List.of(new Rates.Speed(32, 60e9), new Rates.Speed(128, 80e9)), 0.95 * workers);
    }

    @Override
    public void fail(Trunk trunk, int threads, Fault fault, Consumer<Run> finished) {
        for (Rung rung : trunk.rungs()) {
            Run run = run(rung, trunk, threads, Run.Status.FAILED, fault.cause());
            ledger.append(run, List.of());
            finished.accept(run);
        }
    }

    private Run run(Rung rung, Trunk trunk, int threads, Run.Status status, String note) {
        Instant now = Instant.now();
        return new Run(
                identity(rung),
                rung.name(),
                trunk.name(),
                rung.role(),
                rung.size().layers(),
                rung.size().width(),
                parameters(rung.size()),
                rung.tokens(),
                trainingFlops(rung.size(), rung.tokens()),
                rung.seed(),
                rung.rateScale(),
                1,
                status,
                note,
                new Provenance("s", "c", "t", "java", 1, "v", "j", "m", threads, now, now));
    }

    @Override
    public void carryOut(Trunk trunk, int threads, Progress progress, Consumer<Run> finished) {
        for (Rung rung : trunk.rungs()) {
            carriedOut.add(identity(rung));
            double n = parameters(rung.size()).matmul();
            double unique = rung.uniqueTokens() == 0
                    ? DataConstrained.worth(rung.tokens(), Math.min(rung.tokens(), availableTokens), RD)
                    : Math.min(rung.tokens(), 4.0 * rung.uniqueTokens());
            double noise = 0.003 * new Random(identity(rung).hashCode()).nextGaussian();
            double loss = 8 * Math.pow(Math.pow(1e3 / n, 1.2) + 1e4 / unique, 0.2) * Math.exp(noise);
            Run run = run(rung, trunk, threads, Run.Status.FINISHED, "");
            ledger.append(run, List.of(new Measurement(run.id(), METRIC, "all", loss, 0.001)));
            finished.accept(run);
        }
    }
}
