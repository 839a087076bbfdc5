package dev.blueline.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.corpus.Document;
import dev.blueline.corpus.Documents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainTokensTest {
    private static final int END = 0;

    @TempDir
    Path folder;

    /** Documents of a, ids from 1000 on, and of b, ids from 2000 on, each id once; of 9 tokens and 4, ends apart. */
    private static DomainTokens tokens() {
        List<Document> documents = new ArrayList<>();
        List<Integer> ids = new ArrayList<>(List.of(END));
        int[] next = {1000, 2000};
        for (int i = 0; i < 40; i++) {
            boolean a = i % 3 != 0;
            documents.add(new Document(a ? "a" : "b", "g", "n" + i, "text " + i));
            for (int t = 0; t < (a ? 9 : 4); t++) {
                ids.add(next[a ? 0 : 1]++);
            }
            ids.add(END);
        }
        return DomainTokens.of(
                TokenStream.of(ids.stream().mapToInt(Integer::intValue).toArray()), Documents.of(documents), END);
    }

    private int[] mixed(Map<String, Double> shares, int piece, long least) {
        TokenStream stream = tokens().mixed(folder.resolve("arms/x.tokens"), "key", shares, piece, least, 4096);
        int[] ids = new int[(int) stream.length()];
        stream.copy(0, ids.length, ids, 0);
        return ids;
    }

    @Test
    void domainsAreCountedWithTheirEndsOfText() {
        assertThat(tokens().counts()).isEqualTo(Map.of("a", 26 * 10L, "b", 14 * 5L));
    }

    @Test
    void everyStartOfAMixtureHasItsSharesToWithinAPiece() {
        int[] ids = mixed(Map.of("a", .7, "b", .3), 6, 150);
        assertThat(ids.length).isBetween(150, 155);
        int ofB = 0;
        for (int i = 0; i < ids.length; i += 6) {
            for (int t = i; t < Math.min(i + 6, ids.length); t++) {
                ofB += domain(ids, i) == 1 ? 1 : 0;
            }
            assertThat((double) ofB).isCloseTo(.3 * Math.min(i + 6, ids.length), Offset.offset(6.0));
        }
    }

    private static int domain(int[] ids, int from) {
        return IntStream.range(from, ids.length)
                .filter(i -> ids[i] != END)
                .map(i -> ids[i] >= 2000 ? 1 : 0)
                .findFirst()
                .orElse(0);
    }

    @Test
    void textIsRepeatedOnlyOnceItsDomainIsUsedUp() {
        int[] all = mixed(Map.of("a", 1.0), 6, 260);
        assertThat(words(all)).hasSize(234).doesNotHaveDuplicates();
        int[] twice = mixed(Map.of("a", 1.0), 6, 520);
        assertThat(words(twice).subList(0, 234)).isEqualTo(words(all));
        assertThat(words(twice)).hasSize(468);
        assertThat(words(twice).subList(234, 468))
                .isNotEqualTo(words(all))
                .containsExactlyInAnyOrderElementsOf(words(all));
    }

    private static List<Integer> words(int[] ids) {
        return IntStream.of(ids).filter(id -> id != END).boxed().toList();
    }

    @Test
    void whatLiesTogetherInADomainStaysTogether() {
        int[] ids = mixed(Map.of("a", .5, "b", .5), 10, 100);
        for (int i = 0; i + 10 <= ids.length; i += 10) {
            int[] piece = IntStream.range(i, i + 10)
                    .map(t -> ids[t])
                    .filter(id -> id != END)
                    .toArray();
            for (int t = 1; t < piece.length; t++) {
                assertThat(piece[t]).isEqualTo(piece[t - 1] + 1);
            }
        }
    }
}
