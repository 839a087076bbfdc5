package dev.blueline.ablation;

import dev.blueline.corpus.Document;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.SealedFiles;
import dev.blueline.study.QualityAxis;
import dev.blueline.tokenizer.GeneratedText;
import dev.blueline.tokenizer.TokenStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the texts of a study of quality, once: text made bad, scored by every filter, divided, encoded. What the filters found is kept
 * beside the texts' tokens, so that going on with the study takes no scoring.
 */
final class QualityTexts {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Experiments.Setting setting;
    private final QualityAxis axis;
    private final QualityCells cells;
    private final Path folder;
    private final String key;

    /**
     * What was made.
     *
     * @param key all that decides it
     * @param documents in the text
     * @param tokens of the text
     * @param garbage tokens of garbage in it, by kind
     * @param texts tokens of each arm's text
     * @param detections what each filter found
     */
    record Made(
            String key,
            int documents,
            long tokens,
            Map<String, Long> garbage,
            Map<String, Long> texts,
            List<Detection> detections) {}

    QualityTexts(Experiments.Setting setting, QualityAxis axis, QualityCells cells) {
        this.setting = setting;
        this.axis = axis;
        this.cells = cells;
        this.folder = setting.folder().resolve("corpus/arms/quality");
        this.key = Fingerprint.of(String.join(
                "|",
                "quality 1",
                setting.corpus().report().hash(),
                setting.text().tokenizer().hash(),
                axis.toString(),
                setting.study().grid().toString(),
                setting.study().model().toString(),
                setting.study().training().toString(),
                "seed " + setting.seed()));
    }

    /**
     * Makes everything, unless it is there.
     *
     * @throws dev.blueline.ledger.BadInput if a share keeps nothing or everything, or there is too little to learn from
     */
    Made made() {
        return known().orElseGet(this::make);
    }

    private Path file() {
        return folder.resolve("made.json");
    }

    private Optional<Made> known() {
        if (!SealedFiles.isSound(file())) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(SealedFiles.read(file()), Made.class))
                    .filter(made -> made.key().equals(key));
        } catch (JacksonException other) {
            return Optional.empty();
        }
    }

    private Made make() {
        DurableFiles.createFolder(folder.resolveSibling(""));
        DurableFiles.createFolder(folder);
        setting.says().accept("Making texts of " + Math.round(100 * axis.garbage()) + "% garbage");
        try (QualityPool pool = new QualityPool(setting, axis, cells, folder)) {
            Map<String, Long> texts = new TreeMap<>();
            for (QualityArm arm : cells.arms()) {
                QualityPool.Text text = pool.text(arm, context());
                encoded(arm, text.documents().iterator(), text.tokens());
                texts.put(arm.name(), text.tokens());
            }
            List<Detection> detections = axis.garbage() == 0
                    ? List.of()
                    : axis.filters().stream().map(pool::detection).toList();
            Made made = new Made(key, pool.size(), pool.tokens(), pool.garbageTokens(), texts, detections);
            SealedFiles.write(file(), JSON.writeValueAsBytes(made));
            return made;
        }
    }

    /** The tokens of an arm's text, made again if they are damaged. */
    TokenStream stream(QualityArm arm) {
        return encoded(arm, new Again(arm), made().texts().getOrDefault(arm.name(), 0L));
    }

    /** All that decides the tokens of an arm's text, beside the corpus. */
    String identity(QualityArm arm) {
        return key + " " + arm.name();
    }

    private TokenStream encoded(QualityArm arm, Iterator<Document> documents, long tokens) {
        return GeneratedText.encoded(
                        folder.resolve(arm.name() + ".tokens"),
                        identity(arm),
                        setting.text().tokenizer(),
                        Stream.generate(documents::next),
                        tokens)
                .first(tokens);
    }

    private int context() {
        return setting.study().model().context();
    }

    /** The documents of an arm, should they be needed once more. */
    private final class Again implements Iterator<Document> {
        private final QualityArm arm;
        private Optional<Iterator<Document>> documents = Optional.empty();

        Again(QualityArm arm) {
            this.arm = arm;
        }

        @Override
        public boolean hasNext() {
            return documents.map(Iterator::hasNext).orElse(true);
        }

        @Override
        public Document next() {
            Iterator<Document> all = documents.orElseGet(() -> {
                try (QualityPool pool = new QualityPool(setting, axis, cells, folder)) {
                    return pool.text(arm, context()).documents().iterator();
                }
            });
            documents = Optional.of(all);
            return all.next();
        }
    }
}
