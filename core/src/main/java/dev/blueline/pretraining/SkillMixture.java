package dev.blueline.pretraining;

import dev.blueline.engine.Learner;
import dev.blueline.evaluation.FrameSums;
import dev.blueline.evaluation.ItemScore;
import dev.blueline.evaluation.Memory;
import dev.blueline.evaluation.TaskFigures;
import dev.blueline.evaluation.TaskScorer;
import dev.blueline.ledger.Fingerprint;
import dev.blueline.ledger.Measurement;
import dev.blueline.study.Rung;
import dev.blueline.study.Study;
import dev.blueline.tasks.Fact;
import dev.blueline.tasks.FactCounter;
import dev.blueline.tasks.Item;
import dev.blueline.tasks.Skill;
import dev.blueline.tasks.SkillText;
import dev.blueline.tasks.Skills;
import dev.blueline.tasks.Suite;
import dev.blueline.tokenizer.GeneratedText;
import dev.blueline.tokenizer.TokenStream;
import dev.blueline.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What a study adds to natural text for its skills: training text of each, and items that every run is asked.
 *
 * @param skills the study's, each with as many tokens as another
 * @param share of all training tokens that is their text
 * @param text training text of each skill, in the same order; empty where the share is 0
 * @param items what is asked, none of which stands in any training text
 * @param facts more that is asked, of facts in the direction that is trained, for accuracy by how often they are stated alone
 * @param stated how often the skills' text states the facts asked for
 * @param natural how often natural training text does
 * @param withheld items that are not asked because natural text states them
 * @param tooLong items that are not asked because they do not fit the models' context
 */
record SkillMixture(
        List<Skill> skills,
        double share,
        List<TokenStream> text,
        List<Item> items,
        List<Item> facts,
        Map<Fact, Long> stated,
        Map<Fact, Long> natural,
        int withheld,
        int tooLong) {
    /** The same for every study, so that models of different studies can be compared item by item. */
    private static final long SEED = 1;

    static final SkillMixture NONE =
            new SkillMixture(List.of(), 0, List.of(), List.of(), List.of(), Map.of(), Map.of(), 0, 0);

    /** Items on facts for each item of a level: as many for each class of facts, of which there are six. */
    private static final int FACTS = 6;
    /** Level that asks in the direction of the sentences trained on. */
    private static final int TRAINED = 1;

    /**
     * What natural text leaves to be asked.
     *
     * @param items of every level
     * @param facts items on facts
     * @param withheld how many are not asked
     * @param natural how often natural text states the facts
     */
    record Asked(List<Item> items, List<Item> facts, int withheld, Map<Fact, Long> natural) {}

    /** The skills of a study. */
    static List<Skill> skills(Study.Skills study) {
        if (study.items() == 0) {
            return List.of();
        }
        return study.names().isEmpty()
                ? Skills.all()
                : study.names().stream().map(Skills::named).toList();
    }

    /** Items of every level of every skill, before any is withheld. */
    static List<Item> items(Study.Skills study) {
        return skills(study).stream()
                .flatMap(skill -> Suite.of(skill, SEED, study.items()).items().stream())
                .toList();
    }

    /** Items on facts that are stated some more often than others, before any is withheld. */
    static List<Item> facts(Study.Skills study) {
        return skills(study).stream()
                .filter(skill -> skill.item(SEED, TRAINED, 0)
                        .fact()
                        .flatMap(fact -> parts(skill, fact))
                        .isPresent())
                .flatMap(skill -> Suite.level(skill, SEED, TRAINED, FACTS * study.items()).stream())
                .toList();
    }

    private static Optional<Integer> parts(Skill skill, Fact fact) {
        return skill.parts(fact).stream().boxed().findFirst();
    }

    /** Some text of every skill, about so many characters of each. */
    static List<String> sample(Study.Skills study, long characters) {
        List<String> sample = new ArrayList<>();
        for (Skill skill : study.share() > 0 ? skills(study) : List.<Skill>of()) {
            SkillText.of(skill, SEED, characters).forEach(document -> sample.add(document.text()));
        }
        return sample;
    }

    /**
     * Makes the text of a study's skills.
     *
     * @param natural tokens of natural text, of which the shares are counted
     * @param asked what natural text leaves to be asked
     * @param context of the models, in tokens
     * @param folder where tokens are kept
     */
    static SkillMixture of(
            Study.Skills study, Tokenizer tokenizer, long natural, Asked asked, int context, Path folder) {
        List<Skill> skills = skills(study);
        List<Item> items = asked.items().stream()
                .filter(item -> fits(item, tokenizer, context))
                .toList();
        int tooLong = asked.items().size() - items.size();
        if (study.share() == 0 || skills.isEmpty()) {
            return new SkillMixture(
                    skills, 0, List.of(), items, List.of(), Map.of(), Map.of(), asked.withheld(), tooLong);
        }
        Set<Item> already = Set.copyOf(items);
        List<Item> facts = asked.facts().stream()
                .filter(item -> !already.contains(item) && fits(item, tokenizer, context))
                .toList();
        long each = (long) Math.ceil(natural * study.share() / (1 - study.share()) / skills.size());
        List<TokenStream> text = skills.parallelStream()
                .map(skill -> GeneratedText.encoded(
                        folder.resolve(skill.name() + ".tokens"),
                        identity(skill),
                        tokenizer,
                        SkillText.endless(skill, SEED),
                        each))
                .toList();
        return new SkillMixture(
                skills,
                study.share(),
                text,
                items,
                facts,
                stated(
                        skills,
                        text,
                        Stream.concat(items.stream(), facts.stream()).toList(),
                        tokenizer),
                asked.natural(),
                asked.withheld(),
                tooLong);
    }

    /** Whether the whole item is read: an end-of-text, the prompt and each answer. */
    private static boolean fits(Item item, Tokenizer tokenizer, int context) {
        return item.choices().stream().allMatch(answer -> tokenizer.encode(item.prompt() + answer).length < context);
    }

    /** A skill's text as this version of it makes it, by its first documents. */
    private static String identity(Skill skill) {
        List<String> first = new ArrayList<>();
        SkillText.of(skill, SEED, 100_000).forEach(document -> first.add(document.text()));
        return Fingerprint.of(String.join("\n", first));
    }

    private static Map<Fact, Long> stated(
            List<Skill> skills, List<TokenStream> text, List<Item> items, Tokenizer tokenizer) {
        Map<Fact, Long> stated = new HashMap<>();
        for (int i = 0; i < skills.size(); i++) {
            String name = skills.get(i).name();
            List<Fact> facts = items.stream()
                    .filter(item -> item.skill().equals(name))
                    .flatMap(item -> item.fact().stream())
                    .distinct()
                    .toList();
            if (!facts.isEmpty()) {
                FactCounter counter = new FactCounter(facts);
                read(text.get(i), tokenizer, counter::count);
                facts.forEach(fact -> stated.put(fact, counter.times(fact)));
            }
        }
        return stated;
    }

    /** Gives every document of a stream as text. */
    private static void read(TokenStream stream, Tokenizer tokenizer, Consumer<String> reader) {
        int[] document = new int[1024];
        int length = 0;
        for (long at = 0; at < stream.length(); at++) {
            int id = stream.get(at);
            if (id == tokenizer.endOfText()) {
                reader.accept(tokenizer.decode(Arrays.copyOf(document, length)));
                length = 0;
            } else {
                document = length == document.length ? Arrays.copyOf(document, 2 * length) : document;
                document[length++] = id;
            }
        }
    }

    /** All that decides what runs read and are asked; nothing for a study without skills. */
    String identity() {
        if (skills.isEmpty()) {
            return "";
        }
        return Fingerprint.of(
                share + " " + skills.stream().map(SkillMixture::identity).toList()
                        + asked().stream().map(Item::text).toList());
    }

    /** Tokens of the skills' text. */
    long tokens() {
        return text.stream().mapToLong(TokenStream::length).sum();
    }

    /** Tokens that a model reads to be asked everything: each prompt once, and its answers. */
    long tokensAsked(ToLongFunction<String> length) {
        return asked().stream()
                .mapToLong(item -> length.applyAsLong(item.prompt())
                        + item.choices().stream().mapToLong(length).sum())
                .sum();
    }

    /**
     * Asks a model everything.
     *
     * @param readOfSkills share of the skills' text that the model has read
     * @param readOfNatural share of the natural text that it has read
     */
    List<Measurement> measure(
            String run, Learner learner, Tokenizer tokenizer, double readOfSkills, double readOfNatural) {
        if (items.isEmpty()) {
            return List.of();
        }
        List<ItemScore> all = new TaskScorer(learner, tokenizer).score(asked(), done -> {});
        List<ItemScore> scores = all.subList(0, items.size());
        List<TaskFigures> figures = new ArrayList<>(TaskFigures.of(scores));
        figures.addAll(TaskFigures.bySteps(scores));
        List<TaskFigures> byStatement = TaskFigures.byStatement(
                all.stream().filter(score -> isOfTrainedDirection(score.item())).toList(), this::parts);
        figures.addAll(byStatement);
        List<Measurement> measurements = new ArrayList<>(TaskFigures.measurements(run, figures));
        byStatement.forEach(slice -> measurements.add(new Measurement(
                run,
                Memory.STATEMENTS,
                slice.slice(),
                readOfSkills * mean(stated, slice.slice()) + readOfNatural * mean(natural, slice.slice()),
                0)));
        measurements.addAll(FrameSums.measurements(run, scores));
        return measurements;
    }

    private OptionalInt parts(Item item) {
        return skills.stream()
                .filter(skill -> skill.name().equals(item.skill()))
                .flatMapToInt(skill -> item.fact().map(skill::parts).orElseGet(OptionalInt::empty).stream())
                .findFirst();
    }

    /** All that a run is asked: the items, then those on facts. */
    private List<Item> asked() {
        return Stream.concat(items.stream(), facts.stream()).toList();
    }

    private static boolean isOfTrainedDirection(Item item) {
        return item.level() == TRAINED;
    }

    private double mean(Map<Fact, Long> times, String slice) {
        return asked().stream()
                .filter(item -> isOfTrainedDirection(item) && item.steps() == 1)
                .filter(item -> parts(item).stream()
                        .anyMatch(part -> slice.equals(TaskFigures.statedSlice(item.skill(), part))))
                .mapToLong(item ->
                        item.fact().map(fact -> times.getOrDefault(fact, 0L)).orElse(0L))
                .average()
                .orElse(0);
    }

    /** One line on what there is. */
    String inWords() {
        return String.format(
                Locale.ROOT,
                "%.1f%% of the training tokens are made for %d skills (%s tokens in equal parts); %d items are asked of every"
                        + " run%s%s",
                100 * share,
                skills.size(),
                Rung.inWords(tokens()),
                asked().size(),
                withheld == 0 ? "" : ", " + withheld + " more are not, since natural training text states them",
                tooLong == 0 ? "" : ", " + tooLong + " more are too long for the models' context");
    }
}
