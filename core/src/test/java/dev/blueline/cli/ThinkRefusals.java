package dev.blueline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Compute at the answer: {@code think}, and the laws of it in {@code fit}. After {@link ReasonRefusals}, which makes IN/taught. */
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
                        """ + "think --run IN/taught --out IN/think/long --problem " + chain
                        + " | leaves no room for a response\n"
                        + """
                        think --run IN/taught --task arithmetic --problems 0 --for 1s | --problems 0 cannot be used
                        think --run IN/taught --problems 5 --for 1s | --problems needs a task
                        think --run IN/taught --task arithmetic --levels 9 --problems 5 --for 1s | task arithmetic has no level 9
                        think --run IN/taught --problem 3b+5 --for 0.03s --out IN/think/out | SAVED
                        think --run IN/taught --problem 3b+6 --for 0.03s --out IN/think/out | holds thoughts on another problem
                        think --run IN/taught --task arithmetic --levels 1 --problems 2 --for 0.05s --out IN/think/times | SAVED
                        think --run IN/taught --task arithmetic --levels 1 --problems 3 --for 0.05s --out IN/think/times | holds times to solve of other problems
                        """)
                .prepare(() -> damage(refusals.folder().resolve("think/out")))
                .commands(
                        "think --run IN/taught --problem 3b+5 --for 0.03s --out IN/think/out | no other state is left");
        refusals.file(
                        "answers.csv",
                        "k,pass,right,drawn,tokens,accuracy,stderr\n1,0.5,3,4,0,0.2,0.1\n2,1,5,4,8,0.4,0\n")
                .file("alike.csv", "right,drawn,half\n0,4,0.5\n0,4,0.5\n")
                .file("budgets.csv", "tokens,accuracy,stderr\n0,0.2,0.1\n8,0.3,0\n16,0.4,0.1\n32,0.5,0.1\n");
        refusals.commands("""
                think --task arithmetic | think needs a model; give --run DIR
                think --run IN/taught | think needs problems; give --task NAME
                think --run IN/taught --task arithmetic --strategy luck | there is no strategy "luck"
                think --run IN/taught --task word-problems --strategy best-of-n | best-of-n needs a verifier that goes by rules
                think --run IN/taught --task arithmetic --budget-tokens 9 --budget-flops 9 | give one budget
                think --run IN/taught --task arithmetic --samples 50 | --samples 50 cannot be used
                think --run IN/taught --task arithmetic --problems 1 | --problems 1 and --samples 32
                think --run IN/taught --task arithmetic --levels 1 --problems 4 --samples 32 --tokens 8 --out IN/thinking | SAVED
                think --run IN/taught --task arithmetic --levels 1 --problems 4 --samples 32 --tokens 8 --out IN/thinking --budget-tokens 0.5 | --budget-tokens 0.500 is below one answer
                think --run IN/taught --task arithmetic --levels 1 --problems 5 --samples 32 --tokens 8 --out IN/thinking | were drawn with another --problems (4, not 5)
                think --run IN/taught --task arithmetic --levels 1 --problems 4 --samples 32 --tokens 8 --out IN | holds files that are not of think
                fit IN/answers.csv --law coverage --c k | takes --x COLUMN and --y COLUMN
                fit IN/runs.csv --law coverage | which column of runs.csv holds the number of samples
                fit IN/answers.csv --law coverage | needs three different numbers of samples
                fit IN/answers.csv --law beta-binomial | has 5 right samples of 4
                fit IN/alike.csv --law beta-binomial | all samples are right or none is
                fit IN/alike.csv --law beta-binomial --y half | in column half, where a count of 0 or more
                fit IN/answers.csv --law budget-forcing --y 100*accuracy | a thinking budget of 0.0 tokens has the accuracy 20.0
                fit IN/answers.csv --law budget-forcing | points at 2 different budgets
                fit IN/budgets.csv --law budget-forcing | of 4 thinking budgets 3 have a standard error above 0
                """);
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
