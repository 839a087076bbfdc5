package dev.blueline.cli;

/** Continued training: {@code train}. The model is the one of {@link ModelRefusals}. */
final class TrainRefusals {
    private TrainRefusals() {}

    static void add(Refusals refusals) {
        for (int i = 0; i < 60; i++) {
            refusals.file("going-on/text/" + i + ".txt", houses(i));
        }
        refusals.file("going-on/single.txt", houses(0))
                .file("going-on/short.txt", "It is.")
                .file("going-on/occupied/notes.txt", "mine")
                .file("going-on/study/ledger.jsonl", "")
                .file("going-on/study/runs/note.txt", "")
                .commands("""
                        train --corpus IN/going-on/text | train goes on from a finished run
                        train --from IN/model | needs new text
                        train --from IN/model --corpus IN/going-on/text --replay 1.5 | --replay 1.5
                        train --from IN/model --corpus IN/going-on/text --rate 0 | --rate 0
                        train --from IN/model --corpus IN/going-on/text --seed -1 | --seed -1
                        train --from IN/model --corpus IN/going-on/text --tokens many | is not a number of tokens
                        train --from IN/model --corpus IN/going-on/text --out IN/going-on/a | there is no text to replay
                        train --from IN/model --corpus IN/going-on/short.txt --replay 0 --out IN/going-on/b | less than the model's context
                        train --from IN/model --corpus IN/going-on/single.txt --replay 0 --out IN/going-on/b | leaves no text to measure on
                        train --from IN/model --corpus IN/going-on/text --replay 0 --out IN/going-on/occupied | not of continued training
                        train --from IN/model --corpus IN/going-on/text --replay 0 --out IN/going-on/study/runs/x | among the runs of a study
                        train --from IN/model --corpus IN/going-on/text --replay 0 --tokens 4k --out IN/going-on/c | SAVED
                        train --from IN/model --corpus IN/going-on/text --replay 0 --tokens 8k --out IN/going-on/c | was made with another --tokens
                        """);
    }

    private static String houses(int street) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            int number = 97 * street + 31 * i;
            text.append("House ")
                    .append(number)
                    .append(" of street ")
                    .append(7 * number % 1000)
                    .append(".\n");
        }
        return text.toString();
    }
}
