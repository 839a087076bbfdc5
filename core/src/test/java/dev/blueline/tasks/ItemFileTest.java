package dev.blueline.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemFileTest {
    @TempDir
    Path folder;

    @Test
    void writtenItemsAreReadAgain() {
        List<Item> items = Suite.of(Skills.named("knowledge"), 1, 20).items();
        Path file = folder.resolve("k.jsonl");
        ItemFile.write(file, items);
        assertThat(ItemFile.read(file).items()).isEqualTo(items);
    }

    @Test
    void promptRightAndWrongSuffice() throws IOException {
        Path file = folder.resolve("mine.jsonl");
        Files.writeString(file, "{\"prompt\":\"Two and two is\",\"right\":\" four\",\"wrong\":\" five\"}\n\n");
        Suite suite = ItemFile.read(file);
        assertThat(suite.name()).isEqualTo("mine");
        assertThat(suite.items()).singleElement().satisfies(item -> {
            assertThat(item.slice()).isEqualTo("mine/1");
            assertThat(item.wrong()).containsExactly(" five");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"prompt\":\"a\"} | lacks",
                "{\"prompt\":\"a\",\"right\":\" b\",\"wrong\":[]} | lacks",
                "{\"prompt\":\"a\",\"right\":\" b\",\"wrong\":[\" b\"]} | two equal answers",
                "{\"prompt\":\"a\",\"right\":\" b\",\"wrong\":[\" c\"],\"level\":\"hard\"} | a whole number of 1 or more",
                "{\"prompt\":\"a\",\"right\":\" b\",\"wrong\":[\" c\"],\"level\":-3} | \"level\": -3",
                "{\"prompt\":\"a\",\"right\":\" b\",\"wrong\":[\" c\"],\"steps\":1.5} | \"steps\": 1.5",
                "{\"prompt\":\"a\",\"right\":\"\",\"wrong\":[\" c\"]} | not blank",
                "{\"prompt\":\"a\",\"right\":\" b\",\"wrong\":[\" \"]} | not blank",
                "{\"prompt\":\"a\",\"right\":\" b\",\"wrong\":[5]} | a text or a list of texts",
                "{\"prompt\":\"a\",\"right\":\" b\",\"wrong\":[\" c\"],\"skill\":\"a/b\"} | without a slash",
                "{\"prompt\":\"a\",\"right\":\" b\",\"wrong\":[\" c\"],\"template\":7} | \"template\": 7",
                "{\"prompt\":\"a\",\"right\":\" b\",\"wrong\":[\" c\"],\"frequency\":-1} | 0 or more",
                "nonsense | not JSON",
                "'' | no items"
            })
    void badLinesAreNamed(String line, String says) throws IOException {
        Path file = folder.resolve("bad.jsonl");
        Files.writeString(file, line + "\n");
        assertThatThrownBy(() -> ItemFile.read(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(says)
                .hasMessageContaining("bad.jsonl");
        assertThatThrownBy(() -> ItemFile.read(folder.resolve("none.jsonl"))).isInstanceOf(BadInput.class);
    }
}
