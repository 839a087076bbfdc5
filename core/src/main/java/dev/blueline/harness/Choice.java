package dev.blueline.harness;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * One item of multiple choice. The right choice is asked first, as a model tells of the first whether it would write it; where each choice
 * is a question of its own with one answer, each is asked alone.
 *
 * @param contexts one, or one for each choice
 * @param continuations one for each choice, or the one answer
 * @param choices as text
 * @param right numbers of the right ones
 */
record Choice(
        TaskConfig task,
        Map<String, Object> document,
        Object target,
        List<String> contexts,
        List<String> continuations,
        List<String> choices,
        TreeSet<Integer> right) {

    static Choice of(TaskConfig task, Map<String, Object> document, List<String> contexts) {
        Layout layout = task.layout();
        List<String> choices = layout.choices(document);
        Object question = layout.question(document);
        boolean ofQuestions = question instanceof Long;
        Object target = layout.answer(document);
        List<String> continuations = ofQuestions
                ? List.of(layout.targetDelimiter() + target)
                : choices.stream()
                        .map(choice -> layout.targetDelimiter() + choice)
                        .toList();
        if (continuations.stream().anyMatch(String::isEmpty)) {
            throw layout.fields().refused("doc_to_choice", "gives an empty choice");
        }
        Object gold = ofQuestions ? question : target;
        TreeSet<Integer> right = new TreeSet<>();
        for (Object each : gold instanceof List<?> many ? many : List.of(gold)) {
            right.add(number(task, each, choices));
        }
        if (right.size() > 1 && task.metrics().stream().anyMatch(choice -> choice.metric() == Metric.EXACT_MATCH)) {
            throw task.keys().refused("metric_list", "exact_match is unsupported where several choices are right");
        }
        return new Choice(task, document, target, contexts, continuations, choices, right);
    }

    private static int number(TaskConfig task, Object gold, List<String> choices) {
        int number = switch (gold) {
            case Long index -> index.intValue();
            case PythonTruth truth -> truth.ordinal() == 0 ? 1 : 0;
            default -> choices.indexOf(gold.toString());
        };
        if (number < 0 || number >= choices.size()) {
            throw task.keys()
                    .refused(
                            "doc_to_target", "gives " + gold + ", which is none of the " + choices.size() + " choices");
        }
        return number;
    }

    private boolean together() {
        return contexts.size() == 1;
    }

    /** In the order asked: the right choice first, then the others. */
    private List<Integer> order() {
        List<Integer> order = new ArrayList<>(List.of(right.first()));
        for (int i = 0; i < continuations.size(); i++) {
            if (i != right.first()) {
                order.add(i);
            }
        }
        return order;
    }

    List<LanguageModel.Question> questions() {
        return together()
                ? List.of(new LanguageModel.Question(
                        contexts.getFirst(),
                        order().stream().map(continuations::get).toList()))
                : contexts.stream()
                        .map(context -> new LanguageModel.Question(context, continuations))
                        .toList();
    }

    Sample sample(int replicate, int id, List<LanguageModel.Likelihoods> scored, String cluster) {
        double[] nats = new double[choices.size()];
        List<List<Object>> arguments = new ArrayList<>();
        List<List<Object>> answers = new ArrayList<>();
        List<Object> filtered = new ArrayList<>();
        boolean greedy;
        if (together()) {
            List<Integer> order = order();
            for (int i = 0; i < order.size(); i++) {
                nats[order.get(i)] = scored.getFirst().nats()[i];
            }
            greedy = scored.getFirst().greedy();
        } else {
            for (int i = 0; i < nats.length; i++) {
                nats[i] = scored.get(i).nats()[0];
            }
            greedy = scored.get(right.first()).greedy();
        }
        for (int i = 0; i < nats.length; i++) {
            boolean known = !together() || i == right.first();
            boolean wrote = together() ? greedy : scored.get(i).greedy();
            List<Object> answer = List.of(nats[i], known ? wrote : PythonNone.NONE);
            arguments.add(List.of(contexts.get(together() ? 0 : i), continuations.get(together() ? i : 0)));
            answers.add(List.of(answer));
            filtered.add(answer);
        }
        Map<Metric, Metric.Part> parts = new EnumMap<>(Metric.class);
        parts.put(Metric.ACC, part(nats, choice -> 1));
        parts.put(Metric.ACC_NORM, part(nats, choice -> choice.codePointCount(0, choice.length())));
        parts.put(Metric.ACC_BYTES, part(nats, choice -> choice.getBytes(StandardCharsets.UTF_8).length));
        parts.put(Metric.EXACT_MATCH, new Metric.Part(greedy ? 1 : 0, 1));
        return new Sample(
                replicate,
                id,
                document,
                target,
                arguments,
                answers,
                FilterPipeline.NONE.name(),
                filtered,
                parts,
                cluster);
    }

    /** Whether the likeliest choice, the first of equals, is right. */
    private Metric.Part part(double[] nats, ToDoubleFunction<String> length) {
        int best = 0;
        for (int i = 1; i < nats.length; i++) {
            if (nats[i] / length.applyAsDouble(choices.get(i)) > nats[best] / length.applyAsDouble(choices.get(best))) {
                best = i;
            }
        }
        return new Metric.Part(right.contains(best) ? 1 : 0, 1);
    }
}
