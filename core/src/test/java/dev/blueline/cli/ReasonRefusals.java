package dev.blueline.cli;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tasks that cannot be taught, and models that cannot be made better. */
final class ReasonRefusals {
    private ReasonRefusals() {}

    private static final String QUESTIONS = IntStream.range(0, 40)
            .mapToObj(i -> "{\"question\": \"What is " + i + " + 2?\", \"answer\": " + (i + 2)
                    + ", \"trace\": \"two more\"}\n")
            .collect(Collectors.joining());

    private static String study(String styles, String... tasks) {
        StringBuilder file = new StringBuilder("name = \"small\"\nquestion = \"?\"\n[thought]\nstyles = [" + styles
                + "]\nsizes = [\"32x1\"]\n" + "flops = [1e9]\nrows = 8\nrate = 1.0\nseeds = 1\nproblems = 8\n");
        for (String task : tasks) {
            file.append("[[thought.tasks]]\nname = \"").append(task).append("\"\nlevels = [1]\nexamined = [1]\n");
        }
        return file.toString();
    }

    private static String answering(String flops, String... tasks) {
        StringBuilder file = new StringBuilder(
                "name = \"small\"\nquestion = \"?\"\n[answering]\nsizes = [\"32x1\"]\n"
                        + "rows = 8\ntokens = 8\nproblems = 8\nsamples = 8\n[answering.improvement]\nsize = \"32x1\"\nrate = 0.1\n");
        for (String task : tasks) {
            file.append("[[answering.tasks]]\nname = \"")
                    .append(task)
                    .append("\"\nlevels = [1]\nstyles = [\"summary\"]\nflops = ")
                    .append(flops)
                    .append("\nimproved = [1]\nimproved_flops = []\nexamined = [1]\n");
        }
        return file.toString();
    }

    static void add(Refusals refusals) {
        String folder = refusals.folder() + "/thought/";
        refusals.file("thought/a/same.jsonl", QUESTIONS)
                .file("thought/b/same.jsonl", QUESTIONS)
                .file(
                        "thought/same.toml",
                        study("\"direct\", \"summary\"", folder + "a/same.jsonl", folder + "b/same.jsonl"))
                .file("thought/one.toml", study("\"direct\"", "arithmetic"))
                .file("thought/answers.toml", answering("[1e9, 2e9]", folder + "a/same.jsonl", folder + "b/same.jsonl"))
                .file("thought/falling.toml", answering("[2e9, 1e9]", "arithmetic"));
        refusals.commands("""
                train --task arithmetic --style loud | there is no style "loud"
                train --task poem | has no traces in the style summary; it has none at all
                train --task arithmetic --levels 9 | task arithmetic has no level 9; it has 1 to 8
                train --task arithmetic --size 48x2 | size 48x2 cannot be used
                train --task arithmetic --steps 0 | --steps 0 cannot be used
                train --task arithmetic --rate 0 | --rate 0.0, --seed 1
                train --task sudoku-6 --levels 9 --size 32x1 --steps 2 --out IN/long | more than the model's context of 128
                train --task arithmetic --levels 1 --style direct --size 32x1 --steps 60 --out IN/taught | SAVED
                train --task arithmetic --levels 2 --style direct --size 32x1 --steps 60 --out IN/taught | was made with another --levels
                train --task arithmetic --levels 1 --steps 60 --out IN | holds files that are not of train --task
                reason --task arithmetic | reason goes on from a run that was taught the task
                reason --from IN/taught | reason needs a task
                reason --task arithmetic,arithmetic --from IN/taught | names arithmetic twice
                reason --task arithmetic --from IN/taught --flops -5 | --flops -5.0 cannot be used
                reason --task arithmetic --from IN/taught --method luck | there is no method "luck"
                reason --task arithmetic --from IN/taught --baseline none | there is no baseline "none"
                reason --task arithmetic --from IN/taught --group 1 | --group 1, --tokens 64
                reason --task arithmetic --from IN/taught --kl -1 | --kl -1.0 and --rate
                reason --task arithmetic --from IN/taught --examine-every 0 | --examine-every 0 with --seed 1
                reason --task countdown --levels 3 --tokens 4 --from IN/taught --flops 1e8 --out IN/none | pass@16 is 0 at every level of countdown
                reason --task arithmetic --levels 1 --tokens 8 --from IN/taught --flops 1e8 --out IN/rl | SAVED
                reason --task arithmetic --levels 1 --from IN/model --tokens 4 --method supervised --out IN/sup | does not say what it was taught
                reason --task arithmetic --levels 8 --from IN/taught --tokens 120 --out IN/long | for a response, fewer than --tokens 120
                reason --task arithmetic --levels 1 --from IN/rl/best --tokens 8 --method supervised --rate 1e15 --flops 1e10 --out IN/infinite | no finite numbers any more
                reason --task arithmetic --from IN/taught --method supervised --group 4 | --group does nothing with --method supervised
                reason --task arithmetic --from IN/taught --method expert-iteration --kl 0.1 | --kl does nothing with --method expert-iteration
                reason --task arithmetic --from IN/taught --flops 1e9 --budget 1m | --budget does nothing with --flops
                train --task arithmetic --corpus IN/going-on/text | --corpus does nothing with --task
                train --task arithmetic --from IN/taught --size 32x1 | --size does nothing with --from
                train --task arithmetic --steps 5 --budget 1m | --budget does nothing with --steps
                train --from IN/taught --levels 2 | --levels does nothing without --task
                reason --study first-look --out IN/no-study | first-look.toml is no study of reasoning
                reason --study IN/thought/same.toml --out IN/thought/out | two of thought.tasks have the name same
                reason --study IN/thought/one.toml --threads 0 --out IN/thought/out | 0 threads cannot be used
                reason --study IN/thought/one.toml --out IN/thought/out | key "thought.styles" must be two or more different styles
                reason --study IN/thought/answers.toml --out IN/thought/out | two of answering.tasks have the name same
                reason --study IN/thought/falling.toml --out IN/thought/out | key "answering.tasks" must be tasks whose flops and improved_flops
                run first-look --only reasoning --out IN/no-study | --only reasoning is for both halves
                run first-look arithmetic --out IN/no-study | compares texts or methods of its own
                reason show --run IN/taught | holds no thoughts
                reason few-shot --run IN/taught --task arithmetic --shots 0 | --shots 0 and --problems 128
                reason few-shot --run IN/taught --task arithmetic --shots 9 --problems 8 | more than the model's context of 128
                reason show --run IN/rl --problem 99 | --problem 99 cannot be shown
                """);
    }
}
