package dev.blueline.corpus;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Input that an inspector watches on its way. */
record InspectedInput(Preparation.Input input, CorpusInspection.Inspector inspector) implements Preparation.Input {
    @Override
    public Reading read(DocumentWriter writer, Consumer<Document> documents, LongConsumer bytesRead) {
        Reading reading = input.read(writer, inspector.andThen(documents), bytesRead.andThen(inspector::read));
        inspector.finished(reading);
        return reading;
    }

    @Override
    public long bytes() {
        return input.bytes();
    }

    @Override
    public Optional<String> state() {
        return input.state();
    }

    @Override
    public String settings() {
        return input.settings();
    }

    @Override
    public List<CorpusReport.Weight> weights() {
        return input.weights();
    }
}
