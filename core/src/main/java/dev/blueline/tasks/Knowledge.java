package dev.blueline.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * World knowledge: capitals, currencies, languages, continents, chemical symbols. Every fact is stated in training text in
 * one direction and in a few wordings; asked are other wordings, the other direction, and two facts joined. How often a
 * fact is stated differs by design: 0, 1, 2, 4, 8 or 16 parts, by the hash of the fact.
 */
final class Knowledge implements Skill {
    private static final int WRONG = 3;
    private static final int[] PARTS = {0, 1, 2, 4, 8, 16};

    /**
     * How a relation is put into words, with {@code @S} and {@code @O} for subject and object.
     *
     * @param stated sentences of the training text
     * @param subjectFirst direction of these sentences
     * @param toObject prompts that ask for the object
     * @param toSubject prompts that ask for the subject
     */
    private record Wording(List<String> stated, boolean subjectFirst, List<String> toObject, List<String> toSubject) {}

    private static final Map<String, Wording> WORDINGS = Map.of(
            Facts.CAPITAL,
            new Wording(
                    List.of(
                            "@O is the capital of @S.",
                            "In @O, the capital of @S, it rained all day.",
                            "@O is where the government of @S meets.",
                            "We flew to @O, capital of @S."),
                    false,
                    List.of(
                            "The capital of @S is",
                            "The capital city of @S is called",
                            "Question: what is the capital of @S? Answer:"),
                    List.of(
                            "@O is the seat of government of",
                            "@O serves as the capital city of",
                            "Question: @O is the capital of which country? Answer:")),
            Facts.STATE_CAPITAL,
            new Wording(
                    List.of(
                            "@O is the state capital of @S.",
                            "In @O, the state capital of @S, the sun was shining.",
                            "@O is where the lawmakers of @S meet.",
                            "We drove to @O, state capital of @S."),
                    false,
                    List.of(
                            "The state capital of @S is",
                            "The capital city of the American state of @S is",
                            "Question: what is the state capital of @S? Answer:"),
                    List.of(
                            "@O is the seat of the state government of",
                            "@O serves as the capital city of the American state of",
                            "Question: @O is the state capital of which state? Answer:")),
            Facts.CONTINENT,
            new Wording(
                    List.of(
                            "@S is a country in @O.",
                            "@S lies in @O.",
                            "On a map of the world, @S is found in @O.",
                            "Last year we travelled through @S, in @O."),
                    true,
                    List.of(
                            "@S is part of the continent of",
                            "The continent that @S belongs to is",
                            "Question: where in the world is @S? Answer: in"),
                    List.of("A country in @O is", "One of the countries of @O is", "On a map of @O you can find")),
            Facts.CURRENCY,
            new Wording(
                    List.of(
                            "In @S people pay with the @O.",
                            "The money of @S is the @O.",
                            "@S uses the @O.",
                            "Shops in @S take the @O."),
                    true,
                    List.of(
                            "The currency of @S is the",
                            "In @S, prices are given in the currency called the",
                            "Question: which money do they use in @S? Answer: the"),
                    List.of(
                            "The @O is the currency of",
                            "One country that uses the @O is",
                            "Question: where do people pay with the @O? Answer: in")),
            Facts.LANGUAGE,
            new Wording(
                    List.of(
                            "In @S people speak @O.",
                            "Children in @S learn @O at school.",
                            "Newspapers in @S are printed in @O.",
                            "In the streets of @S you hear @O."),
                    true,
                    List.of(
                            "A language of @S is",
                            "To talk with people in @S, learn",
                            "Question: what do they speak in @S? Answer:"),
                    List.of(
                            "@O is a language spoken in",
                            "One country where they speak @O is",
                            "Question: where do people speak @O? Answer: in")),
            Facts.SYMBOL,
            new Wording(
                    List.of(
                            "The chemical symbol of @S is @O.",
                            "Chemists write @S as @O.",
                            "In a formula, @S is written @O.",
                            "In the table of elements, @S has the letters @O."),
                    true,
                    List.of(
                            "The element @S is abbreviated as",
                            "The symbol for @S is",
                            "Question: what is the chemical symbol for @S? Answer:"),
                    List.of(
                            "@O is the chemical symbol of",
                            "In a formula, @O stands for the element",
                            "Question: which element has the symbol @O? Answer:")));

    private static final Map<String, List<String>> JOINED = Map.of(
            Facts.CURRENCY,
            List.of(
                    "The country whose capital is @C uses the currency called the",
                    "Question: which money do people use in @C? Answer: the"),
            Facts.LANGUAGE,
            List.of(
                    "The country whose capital is @C has a language called",
                    "Question: what do people speak in @C? Answer:"),
            Facts.CONTINENT,
            List.of(
                    "The country whose capital is @C is part of the continent of",
                    "Question: on which continent is @C? Answer:"));

    private static final List<String> RELATIONS =
            WORDINGS.keySet().stream().sorted().toList();
    private static final List<String> SECOND = JOINED.keySet().stream().sorted().toList();

    @Override
    public String name() {
        return "knowledge";
    }

    @Override
    public String summary() {
        return "Capitals, currencies, languages, continents and chemical symbols.";
    }

    @Override
    public String heldOut() {
        return "Facts are stated, with a known frequency; asked are wordings that are never trained, the direction never"
                + " trained, and two facts joined.";
    }

    @Override
    public List<Level> levels() {
        return List.of(
                new Level(1, "trained direction, new wording"),
                new Level(2, "other direction, new wording"),
                new Level(3, "two facts joined"));
    }

    @Override
    public Item item(long seed, int level, long index) {
        Draw draw = new Draw(name() + " items", seed, level, index);
        return level == 3 ? joined(draw) : single(draw, level);
    }

    private Item single(Draw draw, int level) {
        Facts facts = Facts.builtIn();
        String relation = draw.of(RELATIONS);
        List<Fact> others = facts.of(relation);
        Fact fact = ofEvenObject(draw, others);
        Wording wording = WORDINGS.getOrDefault(
                fact.relation(), WORDINGS.values().iterator().next());
        boolean toObject = wording.subjectFirst() == (level == 1);
        List<String> frames = toObject ? wording.toObject() : wording.toSubject();
        int frame = draw.below(frames.size());
        List<String> wrong = new ArrayList<>();
        while (wrong.size() < WRONG) {
            Fact other = ofEvenObject(draw, others);
            String answer = " " + (toObject ? other.object() : other.subject());
            boolean also = toObject
                    ? facts.holds(fact.relation(), fact.subject(), other.object())
                    : facts.holds(fact.relation(), other.subject(), fact.object());
            if (!also && !wrong.contains(answer)) {
                wrong.add(answer);
            }
        }
        return item(
                level,
                fact.relation() + (toObject ? "-object-" : "-subject-") + (frame + 1),
                filled(frames.get(frame), fact),
                " " + (toObject ? fact.object() : fact.subject()),
                wrong,
                1,
                fact);
    }

    /** Every object at an even chance, so that Africa or the euro is no safe guess. */
    private static Fact ofEvenObject(Draw draw, List<Fact> facts) {
        List<String> objects = facts.stream().map(Fact::object).distinct().toList();
        String object = draw.of(objects);
        return draw.of(
                facts.stream().filter(fact -> fact.object().equals(object)).toList());
    }

    private Item joined(Draw draw) {
        Facts facts = Facts.builtIn();
        String relation = draw.of(SECOND);
        List<Fact> seconds = facts.of(relation);
        Fact second = draw.of(seconds);
        List<Fact> known = facts.of(Facts.CAPITAL).stream()
                .filter(fact -> fact.subject().equals(second.subject()))
                .toList();
        if (known.isEmpty()) {
            return joined(draw);
        }
        Fact capital = known.getFirst();
        List<String> wrong = new ArrayList<>();
        while (wrong.size() < WRONG) {
            Fact other = draw.of(seconds);
            String answer = " " + other.object();
            if (!facts.holds(relation, second.subject(), other.object()) && !wrong.contains(answer)) {
                wrong.add(answer);
            }
        }
        List<String> frames = JOINED.getOrDefault(relation, List.of());
        int frame = draw.below(frames.size());
        String prompt = frames.get(frame).replace("@C", capital.object());
        return item(3, "joined-" + relation + "-" + (frame + 1), prompt, " " + second.object(), wrong, 2, second);
    }

    private Item item(
            int level, String template, String prompt, String right, List<String> wrong, int steps, Fact fact) {
        return new Item(
                name(),
                level,
                template,
                Split.HELD_OUT,
                prompt,
                right,
                wrong,
                steps,
                Optional.of(fact),
                OptionalLong.empty());
    }

    @Override
    public String sentence(long seed, long index) {
        Draw draw = new Draw(name() + " training", seed, 0, index);
        List<Fact> facts = Facts.builtIn().all();
        while (true) {
            Fact fact = draw.of(facts);
            if (draw.below(PARTS[PARTS.length - 1]) < partsOf(fact)) {
                Wording wording = WORDINGS.getOrDefault(
                        fact.relation(), WORDINGS.values().iterator().next());
                return filled(draw.of(wording.stated()), fact);
            }
        }
    }

    /** 0, 1, 2, 4, 8 or 16 parts. */
    @Override
    public OptionalInt parts(Fact fact) {
        return OptionalInt.of(partsOf(fact));
    }

    static int partsOf(Fact fact) {
        return PARTS[new Draw("parts of " + fact, 0, 0, 0).below(PARTS.length)];
    }

    private static String filled(String frame, Fact fact) {
        String filled = frame.replace("@S", fact.subject()).replace("@O", fact.object());
        return Character.toUpperCase(filled.charAt(0)) + filled.substring(1);
    }
}
