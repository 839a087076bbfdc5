package dev.blueline.harness;

import dev.blueline.engine.KeyedRandom;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/** Puts one task to a model and scores what comes back. */
final class TaskRun {
    private static final long DRAWING = KeyedRandom.purpose("answers");

    private final TaskConfig task;
    private final LanguageModel model;
    private final EvaluationRequest request;
    private final int fewshot;
    private final List<Map<String, Object>> all;
    private final List<Map<String, Object>> documents;
    private final List<Map<String, Object>> pool;
    private final Map<Integer, Object> targets = new HashMap<>();

    TaskRun(TaskConfig task, LanguageModel model, EvaluationRequest request) {
        this.task = task;
        this.model = model;
        this.request = request;
        int own = task.fewshot().orElse(0);
        boolean fixed = task.fewshot().isPresent() && own == 0;
        fewshot = fixed ? 0 : request.fewshot().orElse(own);
        all = Documents.read(task.data(), task.split());
        documents = all.subList(0, Math.min(all.size(), request.limit().orElse(Integer.MAX_VALUE)));
        pool = fewshot == 0 ? List.of() : Prompts.pool(task, all);
    }

    TaskResult run(DoubleConsumer progress) {
        List<Sample> samples = new ArrayList<>();
        List<TaskConfig> variants = task.prompts();
        int replicates = variants.size() * request.seeds().size();
        for (int replicate = 0; replicate < replicates; replicate++) {
            int done = replicate;
            DoubleConsumer told = share -> progress.accept((done + share) / replicates);
            TaskConfig variant = variants.get(replicate % variants.size());
            long seed = request.seeds().get(replicate / variants.size());
            Prompts prompts = new Prompts(variant, fewshot, pool, seed);
            List<List<String>> contexts = documents.stream().map(prompts::of).toList();
            samples.addAll(
                    switch (task.type()) {
                        case MULTIPLE_CHOICE -> choices(variant, replicate, contexts, told);
                        case LOGLIKELIHOOD -> continuations(replicate, contexts, told);
                        case LOGLIKELIHOOD_ROLLING -> texts(replicate, told);
                        case GENERATE_UNTIL -> written(replicate, seed, contexts, told);
                    });
        }
        return TaskResult.of(task, fewshot, all.size(), documents.size(), replicates, samples);
    }

    private List<Sample> choices(TaskConfig variant, int replicate, List<List<String>> contexts, DoubleConsumer told) {
        List<Choice> asked = new ArrayList<>();
        List<LanguageModel.Question> questions = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            Choice choice = Choice.of(variant, documents.get(i), contexts.get(i));
            asked.add(choice);
            questions.addAll(choice.questions());
        }
        List<LanguageModel.Likelihoods> likelihoods = model.likelihoods(questions, told);
        List<Sample> samples = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < asked.size(); i++) {
            int to = next + asked.get(i).questions().size();
            samples.add(asked.get(i).sample(replicate, i, likelihoods.subList(next, to), cluster(i)));
            next = to;
        }
        return samples;
    }

    private List<Sample> continuations(int replicate, List<List<String>> contexts, DoubleConsumer told) {
        List<LanguageModel.Question> questions = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            String answer = target(i).toString();
            if (answer.isEmpty()) {
                throw task.keys().refused("doc_to_target", "gives an empty answer for document " + i);
            }
            questions.add(new LanguageModel.Question(contexts.get(i).getFirst(), List.of(answer)));
        }
        List<LanguageModel.Likelihoods> likelihoods = model.likelihoods(questions, told);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            LanguageModel.Likelihoods scored = likelihoods.get(i);
            LanguageModel.Question question = questions.get(i);
            Map<Metric, Metric.Part> parts = new EnumMap<>(Metric.class);
            parts.put(Metric.PERPLEXITY, new Metric.Part(scored.nats()[0], 1));
            parts.put(Metric.ACC, new Metric.Part(scored.greedy() ? 1 : 0, 1));
            List<Object> answer = List.of(scored.nats()[0], scored.greedy());
            samples.add(sample(
                    replicate,
                    i,
                    List.of(List.of(question.context(), question.continuations().getFirst())),
                    List.of(List.of(answer)),
                    FilterPipeline.NONE.name(),
                    List.of(answer),
                    parts));
        }
        return samples;
    }

    private List<Sample> texts(int replicate, DoubleConsumer told) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            String text = target(i).toString();
            if (text.isBlank()) {
                throw task.keys().refused("doc_to_target", "gives no text for document " + i);
            }
            texts.add(text);
        }
        List<Double> sums = model.rolling(texts, told);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            double nats = sums.get(i);
            int words = texts.get(i).split("\\s+", -1).length;
            int bytes = texts.get(i).getBytes(StandardCharsets.UTF_8).length;
            Map<Metric, Metric.Part> parts = new EnumMap<>(Metric.class);
            parts.put(Metric.WORD_PERPLEXITY, new Metric.Part(nats, words));
            parts.put(Metric.BYTE_PERPLEXITY, new Metric.Part(nats, bytes));
            parts.put(Metric.BITS_PER_BYTE, new Metric.Part(nats, bytes));
            samples.add(sample(
                    replicate,
                    i,
                    List.of(List.of(texts.get(i))),
                    List.of(List.of(nats)),
                    FilterPipeline.NONE.name(),
                    List.of(nats),
                    parts));
        }
        return samples;
    }

    /** Without drawing one answer is as good as many. */
    private List<Sample> written(int replicate, long seed, List<List<String>> contexts, DoubleConsumer told) {
        List<LanguageModel.Prompt> prompts = new ArrayList<>();
        int drawn = task.generation().temperature() > 0 ? task.repeats() : 1;
        for (int repeat = 0; repeat < drawn; repeat++) {
            for (List<String> context : contexts) {
                prompts.add(new LanguageModel.Prompt(context.getFirst(), task.generation(), seed(seed, repeat)));
            }
        }
        List<String> answers = model.write(prompts, told);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            List<String> own = new ArrayList<>();
            for (int repeat = 0; repeat < task.repeats(); repeat++) {
                own.add(answers.get(repeat % drawn * documents.size() + i));
            }
            List<String> golds = golds(i);
            for (FilterPipeline filter : task.filters()) {
                String answer = filter.apply(own, documents.get(i));
                Map<Metric, Metric.Part> parts = new EnumMap<>(Metric.class);
                for (MetricChoice choice : task.metrics()) {
                    boolean right =
                            golds.stream().anyMatch(gold -> choice.match().matches(answer, gold));
                    parts.put(choice.metric(), new Metric.Part(right ? 1 : 0, 1));
                }
                samples.add(sample(
                        replicate,
                        i,
                        List.of(List.of(
                                contexts.get(i).getFirst(),
                                task.keys().map("generation_kwargs").values())),
                        List.of(Collections.unmodifiableList(new ArrayList<Object>(own))),
                        filter.name(),
                        List.of(answer),
                        parts));
            }
        }
        return samples;
    }

    /** The first answer has the replicate's seed, the others seeds that no other replicate has; 31 bits, which every server takes. */
    private static long seed(long replicate, int repeat) {
        return repeat == 0 ? replicate : KeyedRandom.bits(replicate, DRAWING, repeat) >>> 33;
    }

    /** Answers to a document that are right. */
    private List<String> golds(int i) {
        Object target = target(i);
        if (target instanceof Long number && task.layout().choice().isPresent()) {
            List<String> choices = task.layout().choices(documents.get(i));
            if (number >= choices.size()) {
                throw task.keys().refused("doc_to_target", "gives choice " + number + " of " + choices.size());
            }
            return List.of(choices.get(number.intValue()));
        }
        List<?> golds = target instanceof List<?> many ? many : List.of(target);
        return golds.stream().map(Object::toString).toList();
    }

    private Object target(int i) {
        return targets.computeIfAbsent(i, unseen -> task.layout().answer(documents.get(unseen)));
    }

    private String cluster(int i) {
        return cluster(task, documents.get(i), i);
    }

    private static String cluster(TaskConfig task, Map<String, Object> document, int i) {
        if (task.cluster().isEmpty()) {
            return String.valueOf(i);
        }
        Object value = document.get(task.cluster().get());
        if (value == null) {
            throw task.keys()
                    .refused(
                            "metadata.cluster",
                            "document " + i + " has no field " + task.cluster().get());
        }
        return value.toString();
    }

    private Sample sample(
            int replicate,
            int i,
            List<List<Object>> arguments,
            List<List<Object>> answers,
            String filter,
            List<Object> filtered,
            Map<Metric, Metric.Part> parts) {
        return new Sample(
                replicate, i, documents.get(i), target(i), arguments, answers, filter, filtered, parts, cluster(i));
    }
}
