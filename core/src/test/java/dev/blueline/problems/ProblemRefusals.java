package dev.blueline.problems;

import dev.blueline.cli.Refusals;
import dev.blueline.tasks.Split;
import java.util.List;

/** Tasks that are not there, and files of questions that cannot be used. */
public final class ProblemRefusals {
    private ProblemRefusals() {}

    public static void add(Refusals refusals) {
        refusals.call("choose from arithmetic, ", () -> Tasks.named("chess"))
                .call("questions-none.jsonl cannot be read", () -> read(refusals, "none"))
                .file("questions-binary.jsonl", new byte[] {(byte) 0xC3, (byte) 0x28})
                .call("is not UTF-8 text", () -> read(refusals, "binary"));
        bad(refusals, "empty", "\n\n", "holds no questions");
        bad(refusals, "text", "What is 2 + 2?", "line 1 is not JSON; give an object with question and answer");
        bad(refusals, "lacking", "{\"question\": \"2 + 2?\"}", "line 1 lacks question (or prompt) or answer");
        bad(refusals, "listed", "[1, 2]", "line 1 lacks question (or prompt) or answer");
        bad(
                refusals,
                "level",
                "{\"question\": \"2 + 2?\", \"answer\": 4, \"level\": \"easy\"}",
                "line 1 has \"level\": \"easy\"; give a whole number of 1 or more");
        bad(
                refusals,
                "trace",
                "{\"question\": \"2 + 2?\", \"answer\": 4, \"trace\": [\"2+2=4\"]}",
                "line 1 has \"trace\": [\"2+2=4\"]; give a text");
        bad(
                refusals,
                "long",
                "{\"question\": \"Tell a tale.\", \"answer\": \"" + "Once upon a time. ".repeat(100) + "\"}",
                "line 1 has an answer that its verifier does not take for right: \"Once upon");
        bad(
                refusals,
                "twice",
                "{\"question\": \"2 + 2?\", \"answer\": 4}\n{\"question\": \"2 + 2?\", \"answer\": 5}",
                "line 2 asks what line 1 asks, with another answer");
        refusals.file("questions-one.jsonl", "{\"question\": \"2 + 2?\", \"answer\": 4}")
                .call("has no question of level 1 on the ", () -> {
                    Task one = read(refusals, "one");
                    return List.of(one.problem(Split.TRAINING, 1, 1, 0), one.problem(Split.HELD_OUT, 1, 1, 0));
                });
    }

    private static void bad(Refusals refusals, String name, String content, String says) {
        refusals.file("questions-" + name + ".jsonl", content).call(says, () -> read(refusals, name));
    }

    private static Task read(Refusals refusals, String name) {
        return Tasks.named(
                refusals.folder().resolve("questions-" + name + ".jsonl").toString());
    }
}
