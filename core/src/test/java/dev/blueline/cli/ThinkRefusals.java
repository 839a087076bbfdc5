package dev.blueline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Problems that cannot be thought about for long; the model is that of {@link ReasonRefusals}. */
final class ThinkRefusals {
    private ThinkRefusals() {}

    static void add(Refusals refusals) {
        String two = "{\"question\": \"2 + 2?\", \"answer\": 4}\n{\"question\": \"3 + 3?\", \"answer\": 6}\n";
        String chain = "1" + "a+1".repeat(45);
        refusals.file("think/two.jsonl", two)
                .file("think/large.txt", "1 ".repeat(1 << 20))
                .file("think/binary.txt", new byte[] {(byte) 0xC3, 0x28})
                .commands("""
                        think --run IN/taught --for 3h | something that a program can verify
                        think --run IN/taught --for 3h --problem 'what now?' | is no problem that a program here can verify
                        think --run IN/taught --task arithmetic --problem '10 8>18' | is no problem of arithmetic; write it as in
                        think --run IN/taught --task programs --problem 'f(1,2)=3' | which its text does not hold
                        think --run IN/taught --task IN/think/two.jsonl --problem '4 + 4?' | is no question of two.jsonl
                        think --run IN/taught --problem IN/think/two.jsonl | holds 2 lines of questions
                        think --run IN/taught --problem IN/think/large.txt | too large for one problem
                        think --run IN/taught --problem IN/think/binary.txt | is not UTF-8 text
                        think --run IN/taught --problem 3b+5 --for 0 | --for 0.00 s cannot be used
                        think --run IN/taught --problem 3b+5 --for soon | "soon" is not a time
                        think --run IN/taught --problem 3b+5 --threads 0 | and --threads 0 cannot be used
                        think --run IN/taught --problem 3b+5 --levels 1 | --levels does nothing with --problem
                        """ + "think --run IN/taught --out IN/think/long --problem " + chain + " | leaves no room for a response\n"
                        + """
                        think --run IN/taught --task arithmetic --problems 0 | --problems 0 cannot be used
                        think --run IN/taught --problems 5 | --problems needs a task
                        think --run IN/taught --task arithmetic --levels 9 --problems 5 | task arithmetic has no level 9
                        think --run IN/taught --problem 3b+5 --for 0.03s --out IN/think/out | SAVED
                        think --run IN/taught --problem 3b+6 --for 0.03s --out IN/think/out | holds thoughts on another problem
                        think --run IN/taught --task arithmetic --levels 1 --problems 2 --for 0.05s --out IN/think/times | SAVED
                        think --run IN/taught --task arithmetic --levels 1 --problems 3 --for 0.05s --out IN/think/times | holds times to solve of other problems
                        """)
                .prepare(() -> damage(refusals.folder().resolve("think/out")))
                .commands(
                        "think --run IN/taught --problem 3b+5 --for 0.03s --out IN/think/out | no other state is left");
    }

    private static void damage(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.filter(each -> each.toString().matches(".*thinking-.\\.json"))
                    .toList()) {
                Files.writeString(file, "{}");
            }
        }
    }
}
