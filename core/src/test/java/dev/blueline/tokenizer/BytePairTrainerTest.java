package dev.blueline.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.ledger.BadInput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BytePairTrainerTest {
    @Test
    void the_most_frequent_pair_is_merged_first() {
        // pairs: "lo" 3, "ow" 3, "we" 1, "er" 1, " l" 2; among the equal ones "lo" comes first by its bytes
        Tokenizer tokenizer = BytePairTrainer.train(List.of("low low lower"), 32 + 256 + 2);

        assertThat(tokenizer.bytes(288)).asString().isEqualTo("lo");
        assertThat(tokenizer.bytes(289)).asString().isEqualTo("low");
    }

    @Test
    void the_result_is_that_of_counting_all_pairs_anew_after_each_merge() {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            text.append((char) ('a' + (int) (6 * random.nextDouble() * random.nextDouble())));
            text.append(random.nextInt(6) == 0 ? " " : "");
        }

        Tokenizer tokenizer = BytePairTrainer.train(List.of(text.toString()), 32 + 256 + 120);

        assertThat(tokenizer.merges()).isEqualTo(recounted(text.toString(), 120));
    }

    @Test
    void the_order_of_the_texts_does_not_matter() {
        List<String> texts =
                new ArrayList<>(Arrays.asList(Texts.training().getFirst().split("(?<=\n)")));
        Tokenizer forwards = BytePairTrainer.train(texts, 400);
        Collections.shuffle(texts, new Random(1));

        assertThat(BytePairTrainer.train(texts, 400).hash()).isEqualTo(forwards.hash());
    }

    @Test
    void no_two_tokens_stand_for_the_same_bytes() {
        Tokenizer tokenizer = BytePairTrainer.train(Texts.training(), 700);

        Set<ByteBuffer> bytes = new HashSet<>();
        for (int id = SpecialTokens.COUNT; id < tokenizer.vocabularySize(); id++) {
            assertThat(bytes.add(ByteBuffer.wrap(tokenizer.bytes(id)))).isTrue();
        }
    }

    @Test
    void text_too_short_for_the_vocabulary_is_bad_input() {
        assertThatThrownBy(() -> BytePairTrainer.train(List.of("too short"), 512))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("too short for a vocabulary of 512");
        assertThatThrownBy(() -> BytePairTrainer.train(List.of("text"), 100)).isInstanceOf(BadInput.class);
    }

    /** The algorithm as its paper states it, without any bookkeeping. */
    private static List<Merge> recounted(String text, int wanted) {
        List<List<Integer>> words = new ArrayList<>();
        List<String> tokens = new ArrayList<>(Collections.nCopies(288, ""));
        for (int b = 0; b < 256; b++) {
            tokens.set(32 + b, String.valueOf((char) b));
        }
        int end;
        for (int start = 0; start < text.length(); start = end) {
            end = PreTokenizer.wordEnd(text, start, Digits.SINGLE);
            words.add(new ArrayList<>(Arrays.stream(Tokenizer.byteIds(text.substring(start, end)))
                    .boxed()
                    .toList()));
        }
        List<Merge> merges = new ArrayList<>();
        Set<Merge> refused = new HashSet<>();
        while (merges.size() < wanted) {
            Map<Merge, Integer> counts = new HashMap<>();
            for (List<Integer> word : words) {
                for (int i = 0; i + 1 < word.size(); i++) {
                    counts.merge(new Merge(word.get(i), word.get(i + 1)), 1, Integer::sum);
                }
            }
            counts.keySet().removeAll(refused);
            Merge best = Collections.min(counts.keySet(), (a, b) -> {
                int order = Integer.compare(counts.getOrDefault(b, 0), counts.getOrDefault(a, 0));
                order = order != 0 ? order : tokens.get(a.left()).compareTo(tokens.get(b.left()));
                return order != 0 ? order : tokens.get(a.right()).compareTo(tokens.get(b.right()));
            });
            String joined = tokens.get(best.left()) + tokens.get(best.right());
            if (tokens.contains(joined)) {
                refused.add(best);
                continue;
            }
            tokens.add(joined);
            merges.add(best);
            for (List<Integer> word : words) {
                for (int i = 0; i + 1 < word.size(); i++) {
                    if (word.get(i) == best.left() && word.get(i + 1) == best.right()) {
                        word.set(i, tokens.size() - 1);
                        word.subList(i + 1, i + 2).clear();
                    }
                }
            }
        }
        return merges;
    }
}
