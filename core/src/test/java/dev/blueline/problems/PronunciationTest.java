package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.speech.freetts.en.us.CMULexicon;
import dev.blueline.tasks.Dictionary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PronunciationTest {
    private static final Set<String> VOWELS =
            Set.of("aa", "ae", "ah", "ao", "aw", "ax", "ay", "eh", "er", "ey", "ih", "iy", "ow", "oy", "uh", "uw");

    @ParameterizedTest
    @CsvSource({
        "moon,1",
        "the,1",
        "stone,1",
        "yellow,2",
        "river,2",
        "table,2",
        "loved,1",
        "wanted,2",
        "boxes,2",
        "lonely,2",
        "nation,2",
        "radio,3",
        "poem,2",
        "creature,2",
        "prism,2",
        "violet,3",
        "strength,1",
        "beautiful,3",
        "area,3",
        "logically,3",
        "tangled,2"
    })
    void syllablesAreCountedByTheRule(String word, int syllables) {
        assertThat(Pronunciation.syllables(word)).isEqualTo(syllables);
    }

    @ParameterizedTest
    @CsvSource({
        "moon,spoon,true",
        "moon,moon,false",
        "alone,stone,true",
        "nation,station,true",
        "river,over,false",
        "liver,river,true",
        "activity,absurdity,false",
        "gravity,cavity,true",
        "moon,stone,false"
    })
    void rhymesAreTakenFromTheStressedVowelOn(String one, String other, boolean rhyme) {
        assertThat(Pronunciation.rhymes(one, other)).isEqualTo(rhyme);
    }

    /** Words of WordNet that occur in tagged text, with their sounds in the CMU pronouncing dictionary. */
    private static Map<String, List<String>> sounds() throws IOException {
        CMULexicon lexicon = new CMULexicon("cmulex");
        lexicon.load();
        Map<String, List<String>> sounds = new TreeMap<>();
        Dictionary dictionary = Dictionary.builtIn();
        for (String word : dictionary.words()) {
            String[] phones = dictionary.count(word) > 0 ? lexicon.getPhones(word, null, false) : null;
            if (phones != null && List.of(phones).stream().anyMatch(PronunciationTest::vowel)) {
                sounds.put(word, List.of(phones));
            }
        }
        return sounds;
    }

    private static boolean vowel(String phone) {
        return VOWELS.contains(phone.replaceAll("\\d", ""));
    }

    /** Sounds from the last vowel with the main stress on. */
    private static String rhyme(List<String> phones) {
        int from = 0;
        for (int i = 0; i < phones.size(); i++) {
            if (phones.get(i).endsWith("1")) {
                from = i;
            }
        }
        return String.join(" ", phones.subList(from, phones.size()));
    }

    @Test
    void nineInTenWordsHaveAsManySyllablesAsInThePronouncingDictionary() throws IOException {
        Map<String, List<String>> sounds = sounds();
        long right = sounds.entrySet().stream()
                .filter(entry -> Pronunciation.syllables(entry.getKey())
                        == entry.getValue().stream()
                                .filter(PronunciationTest::vowel)
                                .count())
                .count();
        double share = right / (double) sounds.size();
        System.out.println("syllables " + share + " of " + sounds.size());
        assertThat(sounds).hasSizeGreaterThan(5_000);
        assertThat(share).isGreaterThan(0.9);
    }

    @Test
    void mostRhymesOfTheRuleRhymeInThePronouncingDictionary() throws IOException {
        Map<String, List<String>> sounds = sounds();
        Map<String, List<String>> classes = new HashMap<>();
        PoemLexicon.builtIn()
                .nouns()
                .forEach((rhyme, words) -> classes.put(
                        rhyme, words.stream().filter(sounds::containsKey).toList()));
        Random random = new Random(1);
        int pairs = 0;
        int right = 0;
        for (List<String> words : new ArrayList<>(classes.values())) {
            for (int i = 0; i < words.size(); i++) {
                String one = words.get(i);
                String other = words.get(random.nextInt(words.size()));
                if (!one.equals(other)) {
                    pairs++;
                    right += rhyme(sounds.getOrDefault(one, List.of()))
                                    .equals(rhyme(sounds.getOrDefault(other, List.of())))
                            ? 1
                            : 0;
                }
            }
        }
        System.out.println("rhymes " + right / (double) pairs + " of " + pairs);
        assertThat(right / (double) pairs).isGreaterThan(0.7);
    }
}
