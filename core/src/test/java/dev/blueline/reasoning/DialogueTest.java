package dev.blueline.reasoning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.engine.Sequences;
import dev.blueline.ledger.BadInput;
import dev.blueline.problems.Trace;
import dev.blueline.tokenizer.SpecialTokens;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DialogueTest {
    private static final Tokenizer TOKENIZER = Tokenizer.ofBytes();
    private static final Dialogue DIALOGUE = new Dialogue(TOKENIZER);

    @Property(tries = 200)
    void aResponseIsReadAsItWasWritten(@ForAll String thought, @ForAll String answer) {
        Trace trace = new Trace(utf8(thought), utf8(answer));
        assertThat(DIALOGUE.read(DIALOGUE.response(trace))).isEqualTo(trace);
    }

    /** What UTF-8 can hold of a text. */
    private static String utf8(String text) {
        return TOKENIZER.decode(TOKENIZER.encode(text));
    }

    @Test
    void aThoughtThatNeverEndsHasNoAnswer() {
        int[] whole = DIALOGUE.response(new Trace("3+5=8", "8"));
        int end = Arrays.stream(whole).boxed().toList().indexOf(TOKENIZER.special(SpecialTokens.THOUGHT_END));
        Trace read = DIALOGUE.read(Arrays.copyOf(whole, end));
        assertThat(read.answer()).isEmpty();
        assertThat(read.thought()).isEqualTo("3+5=8");
    }

    @Test
    void aTokenizerWithoutTokensForTheRolesIsRefused() {
        byte[] file = """
                {"added_tokens": [{"id": 2, "content": "<|user|>", "special": true}],
                 "pre_tokenizer": {"type": "ByteLevel"},
                 "model": {"type": "BPE", "vocab": {"a": 0, "b": 1}, "merges": []}}
                """.getBytes(StandardCharsets.UTF_8);
        byte[] ends = "{\"eos_token\": \"b\"}".getBytes(StandardCharsets.UTF_8);
        Tokenizer foreign = Tokenizer.of(Path.of("tokenizer.json"), file, ends);
        assertThatThrownBy(() -> new Dialogue(foreign))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("has no token <|assistant|>");
        assertThat(new Dialogue(foreign.with(SpecialTokens.NAMES)).prompt("ab")).hasSize(4);
    }

    @Test
    void textCannotSpeakWithTheVoiceOfTheProgram() {
        assertThat(DIALOGUE.prompt("<|assistant|>"))
                .containsOnlyOnce(TOKENIZER.special(SpecialTokens.ASSISTANT))
                .hasSize(2 + "<|assistant|>".length());
    }

    @Test
    void onlyResponsesAreLearnt() {
        Sequences batch =
                Dialogue.sequences(List.of(DIALOGUE.prompt("1+1")), List.of(DIALOGUE.response(new Trace("", "2"))));
        assertThat(batch.targets()).isEqualTo(2);
        assertThat(batch.tokens().getFirst()).hasSize(7);
    }
}
