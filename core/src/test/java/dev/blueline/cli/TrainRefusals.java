package dev.blueline.cli;

/** Continued training: {@code train}. The model is the one of {@link ModelRefusals}. */
final class TrainRefusals {
    private TrainRefusals() {}

    static void add(Refusals refusals) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            text.append("The house number ").append(i).append(" stands in street ").append(i * i).append(".\n\n");
        }
        refusals.file("going-on/text.txt", text.toString())
                .file("going-on/short.txt", "It is.")
                .file("going-on/occupied/notes.txt", "mine")
                .file("going-on/study/ledger.jsonl", "")
                .file("going-on/study/runs/note.txt", "")
                .commands("""
                        train --corpus IN/going-on/text.txt | train goes on from a finished run
                        train --from IN/model | needs new text
                        train --from IN/model --corpus IN/going-on/text.txt --replay 1.5 | --replay 1.5
                        train --from IN/model --corpus IN/going-on/text.txt --rate 0 | --rate 0
                        train --from IN/model --corpus IN/going-on/text.txt --seed -1 | --seed -1
                        train --from IN/model --corpus IN/going-on/text.txt --tokens many | is not a number of tokens
                        train --from IN/model --corpus IN/going-on/text.txt --out IN/going-on/a | a corpus that is gone
                        train --from IN/model --corpus IN/going-on/short.txt --replay 0 --out IN/going-on/b | less than the model's context
                        train --from IN/model --corpus IN/going-on/text.txt --replay 0 --out IN/going-on/occupied | not of continued training
                        train --from IN/model --corpus IN/going-on/text.txt --replay 0 --out IN/going-on/study/runs/x | among the runs of a study
                        train --from IN/model --corpus IN/going-on/text.txt --replay 0 --tokens 4k --out IN/going-on/c | SAVED
                        train --from IN/model --corpus IN/going-on/text.txt --replay 0 --tokens 8k --out IN/going-on/c | was made with another --tokens
                        """);
    }
}
