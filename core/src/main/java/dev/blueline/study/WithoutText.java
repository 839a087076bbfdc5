package dev.blueline.study;

import dev.blueline.ledger.Run;
import java.util.function.Consumer;

/**
 * What can be said of a study's runs before its text is read: their compute with the vocabulary that the study names. They are
 * planned and never carried out.
 *
 * @param availableTokens text there is taken to be
 */
record WithoutText(Study study, long availableTokens) implements Procedure {

    @Override
    public String identity(Rung rung) {
        return rung.name() + " " + rung.seed() + " " + rung.role() + " " + rung.rateScale() + " " + rung.uniqueTokens();
    }

    @Override
    public Run.Parameters parameters(Size size) {
        return study.model().shape(size, study.tokenizer().vocabulary()).parameters();
    }

    @Override
    public double trainingFlops(Size size, long tokens) {
        return study.training()
                .flops(study.model().shape(size, study.tokenizer().vocabulary()), tokens);
    }

    /** Left out, as it depends on the text. */
    @Override
    public double measuringFlops(Size size) {
        return 0;
    }

    @Override
    public Rates measure(int workers) {
        throw new UnsupportedOperationException("no text");
    }

    @Override
    public void carryOut(Trunk trunk, int threads, Progress progress, Consumer<Run> finished) {
        throw new UnsupportedOperationException("no text");
    }

    @Override
    public void fail(Trunk trunk, int threads, Fault fault, Consumer<Run> finished) {
        throw new UnsupportedOperationException("no text");
    }
}
