package dev.blueline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.engine.JavaLearner;
import dev.blueline.engine.Learner;
import dev.blueline.engine.ModelShape;
import dev.blueline.tokenizer.BytePairTrainer;
import dev.blueline.tokenizer.Tokenizer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BehaviourTest {
    private static final Tokenizer TOKENIZER =
            BytePairTrainer.train(List.of("the kitchen and the garden ".repeat(20)), 300);

    private static Behaviour ofParrot(String text) {
        int[] ids = TOKENIZER.encode(text);
        assertThat(ids.length).isLessThan(2);
        return Behaviour.of(new ScriptedLearner(TOKENIZER.vocabularySize(), true, ids), TOKENIZER, 1);
    }

    /** 125 4-grams in 128 tokens, one of them different: 124 in 125 are repeated. */
    private static final double ONE_TOKEN = 124.0 / 125;

    @Test
    void whoWritesOneLetterForEverKeepsNothing() {
        Behaviour behaviour = ofParrot("x");
        assertThat(behaviour.format().value()).isZero();
        assertThat(behaviour.length().value()).isZero();
        assertThat(behaviour.greedyRepetition().value()).isCloseTo(ONE_TOKEN, within(1e-12));
        assertThat(behaviour.drawnRepetition().value()).isCloseTo(ONE_TOKEN, within(1e-12));
        // Greek is told by its script; the others need function words
        assertThat(behaviour.language().value()).isZero();
        assertThat(behaviour.score().value()).isCloseTo((1 - ONE_TOKEN) / 4, within(1e-12));
        assertThat(behaviour.score().standardError()).isCloseTo(0, within(1e-9));
    }

    @Test
    void whoEndsAtOnceAnswersNothing() {
        Behaviour behaviour = ofParrot("");
        assertThat(behaviour.format().value()).isZero();
        assertThat(behaviour.length().value()).isZero();
        assertThat(behaviour.wordsPerNeeded().value()).isZero();
    }

    /** Of nine formats the quotation alone is closed by it. */
    @Test
    void quotationMarksCloseQuotationsAndNothingElse() {
        Behaviour behaviour = ofParrot("\"");
        assertThat(behaviour.formats().get("quotation"))
                .extracting(Estimate::value)
                .isEqualTo(1.0);
        assertThat(behaviour.format().value()).isCloseTo(1.0 / 9, within(1e-12));
        // ratio estimator over nine clusters of twelve, one of them all ones: sqrt(9 / 8 * 8 / 9) * 12 / 108
        assertThat(behaviour.format().standardError()).isCloseTo(12.0 / 108, within(1e-12));
        assertThat(behaviour.format().clusters()).isEqualTo(9);
    }

    @Test
    void theSameWeightsAndSeedBehaveTheSameOnAnyNumberOfThreads() {
        assertThat(withoutSpeed(1, 1)).isEqualTo(withoutSpeed(2, 1));
        assertThat(withoutSpeed(1, 1)).isNotEqualTo(withoutSpeed(1, 2));
    }

    private static List<Object> withoutSpeed(int threads, long seed) {
        ModelShape shape =
                new ModelShape(TOKENIZER.vocabularySize(), 192, 1, 16, 1, 1, 16, 32, true, false, 10_000, 1e-5);
        try (Learner learner = new JavaLearner(shape, 3, threads)) {
            Writer writer = new Writer(learner, TOKENIZER);
            return List.of(
                    FormatFigures.of(writer, seed), LengthFigures.of(writer, seed), NaturalFigures.of(writer, seed));
        }
    }

    @Test
    void repeatedFourGramsAreThoseCountedByHand() {
        assertThat(Repetition.of(new int[] {1, 2, 3, 4, 5})).isZero();
        assertThat(Repetition.of(new int[] {1, 2, 3})).isZero();
        // 1234 2341 3412 4123 1234: four of five are different
        assertThat(Repetition.of(new int[] {1, 2, 3, 4, 1, 2, 3, 4})).isCloseTo(0.2, within(1e-12));
        assertThat(Repetition.of(IntStream.range(0, 128).map(i -> 7).toArray())).isCloseTo(ONE_TOKEN, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "' Athens\n', 1, true, 1",
        "' Athens', 1, false, 1",
        "' the capital\nof', 1, true, 2",
        "' the old capital\n', 1, false, 3",
        "'\n Athens', 1, false, 0",
        "' the third of May is a day of rest\n', 4, false, 9",
        "' the third of May is it\n', 4, true, 6",
    })
    void anAnswerEndsWithinTwiceTheNeed(String text, int need, boolean kept, int words) {
        Written written = new Written(text, false);
        assertThat(written.words()).isEqualTo(words);
        assertThat(new ShortAnswer("f", "p", need).keptBy(written)).isEqualTo(kept);
        assertThat(new ShortAnswer("f", "p", need).keptBy(new Written(text, true)))
                .isEqualTo(words >= 1 && words <= 2 * need);
    }

    @Test
    void everyFrameAsksForAsManyWordsAsItSays() {
        assertThat(ShortAnswer.FRAMES).hasSize(8);
        for (ShortAnswer.Frame frame : ShortAnswer.FRAMES) {
            List<ShortAnswer> prompts = LengthFigures.prompts(frame, 1);
            assertThat(prompts).hasSize(12).isEqualTo(LengthFigures.prompts(frame, 1));
            for (ShortAnswer answer : prompts) {
                // an answer to the second of its examples has as many words, save phrases, which are copied
                String[] lines = answer.prompt().split("\n", -1);
                String asked = lines[lines.length - 1];
                String shown = lines[1].substring(separator(lines[1], frame.name()));
                if (frame.name().equals("phrase")) {
                    assertThat(asked.substring(4, asked.length() - 1).split(" ", -1))
                            .hasSize(answer.words());
                } else {
                    assertThat(new Written(shown, true).words())
                            .as(answer.prompt())
                            .isEqualTo(answer.words());
                }
            }
        }
    }

    private static int separator(String line, String frame) {
        return switch (frame) {
            case "opposite" -> line.indexOf(" -") + 2;
            case "sum", "assignment" -> line.indexOf('=') + 1;
            case "sentence" -> line.indexOf('?') + 1;
            case "plural" -> line.indexOf(',') + 1;
            default -> line.indexOf(':') + 1;
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | the work that they have done in the last years and for the people of this country | true",
                "de | the work that they have done in the last years and for the people of this country | false",
                "de | die Arbeit, die sie in den letzten Jahren für die Menschen dieses Landes getan haben | true",
                "fr | le travail qu'ils ont fait pour les habitants de ce pays, et je les en remercie | true",
                "es | el trabajo que han hecho para los habitantes de este país en los últimos años | true",
                "it | el trabajo que han hecho para los habitantes de este país en los últimos años | false",
                "it | il lavoro che hanno fatto per gli abitanti di questo paese e per la sua gente | true",
                "nl | het werk dat zij hebben gedaan voor de mensen in dit land en voor ons allen | true",
                "sv | det arbete som de har gjort för människorna i detta land och för oss alla | true",
                "fi | että he ovat tehneet niin paljon työtä tämän maan ihmisten hyväksi, ja se on tärkeää | true",
                "el | την εργασία που έκαναν για τους ανθρώπους αυτής της χώρας | true",
                "el | the work that they have done for the people of this country | false",
                "en | την εργασία που έκαναν για τους ανθρώπους αυτής της χώρας | false",
                "en | mombition plation constate denting priments ferrow | false",
                "en | int a = the.size(); return the.of(and); | false",
                "java | int a = the.size(); return the.of(and); | true",
                "java | the work that they have done for the people of this country | false",
            })
    void aLanguageIsToldByScriptFunctionWordsAndLineEnds(String language, String text, boolean stays) {
        assertThat(LanguageKept.in(language, text)).isEqualTo(stays);
    }

    @Test
    void everyBeginningIsInItsOwnLanguage() {
        assertThat(Beginning.ALL).hasSize(40);
        assertThat(Beginning.ALL).allMatch(beginning -> LanguageKept.in(beginning.language(), beginning.text() + "\n"));
    }

    /** Four things, one pair swapped: 5 of 6 pairs alike, tau 4/6; of 24 orders 8 are as far from none (1, 3, 3, 1 at the ends). */
    @Test
    void ordersAreComparedByTheirPairs() {
        RankAgreement agreement = RankAgreement.of(List.of(1.0, 2.0, 3.0, 4.0), List.of(1.0, 3.0, 2.0, 4.0));
        assertThat(agreement.alike()).isEqualTo(5);
        assertThat(agreement.pairs()).isEqualTo(6);
        assertThat(agreement.tau()).isCloseTo(4.0 / 6, within(1e-12));
        assertThat(agreement.chance()).isCloseTo(8.0 / 24, within(1e-12));
        assertThat(RankAgreement.of(List.of(1.0, 2.0, 3.0, 4.0), List.of(4.0, 3.0, 2.0, 1.0))
                        .chance())
                .isCloseTo(2.0 / 24, within(1e-12));
    }
}
