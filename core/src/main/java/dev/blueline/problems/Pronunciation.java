package dev.blueline.problems;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How English words sound, from their spelling alone. Spelling says it only roughly: of the words of WordNet that the CMU
 * pronouncing dictionary has, nine in ten have as many syllables there ({@code PronunciationTest} measures it, and rhymes). A
 * verifier needs a rule that everybody can apply, not the truth.
 *
 * <p>Syllables: every run of vowels ({@code a e i o u}, and {@code y} but at a word's beginning) is one, except
 * <ul>
 *   <li>a final {@code e} after a consonant is silent, but in {@code -le} after a consonant; so is the {@code e} of {@code -es}
 *       but after a hiss ({@code s x z c g ch sh}), of {@code -ed} but after {@code t} or {@code d}, and of {@code -ely -eful -eless
 *       -ement -eness}; and the {@code a} of {@code -ically};
 *   <li>some neighbours are two syllables, as in {@code ra-dio} or {@code po-em}: the pattern {@code APART} lists them;
 *   <li>{@code -ism} has a syllable more;
 *   <li>every word has at least one.
 * </ul>
 *
 * <p>Rhyme: two different words rhyme if they are spelled alike from the stressed run of vowels on. The stress of a word of two
 * syllables is taken to lie on the first, unless it begins like one whose first is light ({@code a-lone}) and does not end like one
 * whose last is ({@code -er -y -ing} and more); of longer words on the last syllable but one, or on the one before it with endings
 * such as {@code -ity -able -ical}. So {@code stone} and {@code done} rhyme, {@code bread} and {@code red} do not, and neither do
 * words whose stress is elsewhere.
 */
final class Pronunciation {
    private static final String VOWELS = "aeiouy";
    private static final Pattern SILENT = Pattern.compile("(?<=[^aeiouy])e(?=$|ly$|ful$|less$|ment$|ness$)"
            + "|(?<=[^aeiouytd])e(?=d$)|(?<=[^aeiouysxzcgh])e(?=s$)|(?<=[^aeiouycs]h)e(?=s$)"
            + "|(?<=ic)a(?=lly$)");
    private static final Pattern LE = Pattern.compile("[^aeiouylr]le[sd]?$");
    private static final Pattern APART = Pattern.compile(
            "(?<![cgstx])i[ao](?!u)|iu|(?<!g)eo(?!u)|(?<![qg])u[ao]|y[aio]"
                    + "|ao|oa$|(?<=[^aeiouy])ie[rt]$|ii|e(?=ing$)|ui(?=ty$)|uou|(?<![qg])ui(?=n)|oe[mt]|(?<=[aeiouy][^aeiouy]{1,2})ea$");
    /** Endings of which the last syllable is not stressed. */
    private static final Pattern WEAK = Pattern.compile(
            "(y|er|or|ar|le|en|on|el|al|ing|ed|ow|ish|ic|it|et|ure|age|us|um|ive"
                    + "|ent|ant|ence|ance|a|o|ness|less|ful|ment|ism|ist|in|is|es|ace|ate|ard|om|an|id|il|ile|ine|ain|i)$");
    /** Endings of which neither of the last two is, or only faintly. */
    private static final Pattern VERY_WEAK = Pattern.compile(
            "(ity|ety|ify|able|ible|ical|ally|ary|ory|ery|acy|ency|ancy|ular|ative|ately"
                    + "|ously|iness|ably|ibly|ually|ual|logy|graphy|ently|antly|inal|eral|ize|ise|ude|ute|ite|ide|ice|ime)s?$");
    /** Beginnings that are not stressed in words of two syllables. */
    private static final Pattern LIGHT =
            Pattern.compile("^(a|be|re|de|con|com|in|ex|dis|pre|pro|per|sur|en|e|un|for|ob|sup|sub)[^aeiouy]");

    private Pronunciation() {}

    /**
     * Number of syllables by the rule.
     *
     * @param word in small letters a to z
     */
    static int syllables(String word) {
        String sounding = sounding(word);
        int groups = 0;
        for (int i = 0; i < sounding.length(); i++) {
            if (vowel(sounding, i) && (i == 0 || !vowel(sounding, i - 1))) {
                groups++;
            }
        }
        Matcher apart = APART.matcher(word);
        while (apart.find()) {
            groups++;
        }
        return Math.max(1, groups + (word.endsWith("ism") ? 1 : 0));
    }

    /** Silent letters replaced by an apostrophe. */
    private static String sounding(String word) {
        return LE.matcher(word).find() ? word : SILENT.matcher(word).replaceAll("'");
    }

    private static boolean vowel(String word, int at) {
        return VOWELS.indexOf(word.charAt(at)) >= 0 && !(at == 0 && word.charAt(0) == 'y');
    }

    /** What a word is spelled like from its stressed run of vowels on; words that rhyme share it. */
    static String rhyme(String word) {
        String sounding = sounding(word);
        int from = begin(sounding, sounding.length());
        for (int i = unstressed(word); i > 0 && from > 0; i--) {
            int before = begin(sounding, from);
            from = before < 0 ? from : before;
        }
        return word.substring(Math.max(0, from));
    }

    /** How many syllables are taken to follow the stressed one. */
    private static int unstressed(String word) {
        int syllables = syllables(word);
        if (syllables > 2) {
            return VERY_WEAK.matcher(word).find() ? 2 : 1;
        }
        return syllables == 1
                        || !WEAK.matcher(word).find() && LIGHT.matcher(word).find()
                ? 0
                : 1;
    }

    /** Where the last run of vowels before a place begins; -1 if there is none. */
    private static int begin(String word, int end) {
        int at = end - 1;
        while (at >= 0 && !vowel(word, at)) {
            at--;
        }
        while (at > 0 && vowel(word, at - 1)) {
            at--;
        }
        return at;
    }

    /** Whether two words rhyme by the rule. */
    static boolean rhymes(String one, String other) {
        return !one.equals(other) && rhyme(one).equals(rhyme(other));
    }
}
