package dev.blueline.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.corpus.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodedCorpusTest {
    @Test
    void documents_stand_in_order_between_ends_of_text(@TempDir Path folder) throws IOException {
        for (int i = 0; i < 80; i++) {
            Files.writeString(folder.resolve("part" + i + ".txt"), "Part " + i + ".\nПривет " + i * i);
        }
        Corpus corpus = Corpus.read(List.of(folder.toString()));
        Tokenizer tokenizer = BytePairTrainer.train(Texts.training(), 400);

        EncodedCorpus encoded = EncodedCorpus.of(corpus, tokenizer, line -> {});

        TokenStream stream = encoded.training();
        int at = 0;
        for (var document : corpus.training()) {
            assertThat(stream.get(at++)).isEqualTo(tokenizer.endOfText());
            int[] expected = tokenizer.encode(document.text());
            int[] actual = new int[expected.length];
            stream.copy(at, expected.length, actual, 0);
            assertThat(actual).isEqualTo(expected);
            at += expected.length;
        }
        assertThat(stream.get(at)).isEqualTo(tokenizer.endOfText());
        assertThat(stream.length()).isEqualTo(at + 1);
        List<EncodedDocument> held = EncodedCorpus.heldOut(corpus, tokenizer, 1e9);
        assertThat(held).hasSize((int) corpus.validation().count()).isNotEmpty();
        assertThat(held.getFirst().bytes())
                .isEqualTo(tokenizer.decodeBytes(held.getFirst().ids()).length);
        assertThat(encoded.trainingBytes()).isEqualTo(corpus.report().trainingBytes());
    }

    @Test
    void a_stream_can_be_cut_to_its_first_tokens() {
        TokenStream stream = TokenStream.of(5, 6, 7, 300);

        assertThat(stream.first(2).length()).isEqualTo(2);
        assertThat(stream.first(9).get(3)).isEqualTo(300);
    }
}
