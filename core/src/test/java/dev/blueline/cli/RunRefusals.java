package dev.blueline.cli;

/** The main job, {@code generate} and {@code bench}. */
final class RunRefusals {
    private RunRefusals() {}

    static void add(Refusals refusals) {
        refusals.file("empty.txt", "")
                .file("binary.txt", new byte[] {0, 1, 2, 0, (byte) 200, 0, 0, 7, 0, 0})
                .file("small.txt", "A little text, far too little for any model.\n".repeat(40))
                .file("occupied/notes.txt", "mine")
                .file("a-file", "mine")
                .file("copy/first-look.toml", "")
                .file("unknown.toml", "name = \"x\"\nquestio = \"y\"\n")
                .file("nested.toml", "name = \"x\"\n[trainin]\nclip = 1\n")
                .file("not.toml", "name = \n")
                .file("studyfolder/ledger.jsonl", "")
                .file("badstatus/status.json", "{")
                .file("nostatus/status.json", "[]")
                .file("of-a-study.json", "{\"fitted_runs\": 9, \"weights\": {}, \"laws\": []}")
                .commands("""
                        # the command line itself
                        frobnicate | there is no command frobnicate
                        bench now | one argument too many
                        run --budgett 10m | did you mean
                        run --seed x | 'x' is not a whole number
                        generate --prompt x | Missing required option
                        # the study, the budget and the rest
                        run no-such-study | there is no study "no-such-study"
                        run IN/unknown.toml | unknown key "questio"
                        run IN/nested.toml | unknown key "trainin"
                        run IN/not.toml | not valid TOML
                        run first-look first-look --out IN/out | two studies
                        run --budget -5m --out IN/out | is not a time
                        run --budget 5parsecs --out IN/out | is not a time
                        run --budget 1s --out IN/out | 20s to 30d
                        run --seed -3 --out IN/out | seed -3
                        run --threads 0 --out IN/out | 0 threads
                        run --threads 5000 --out IN/out | 5000 threads
                        run --text-column '' --out IN/out | --text-column is empty
                        run --learner jav --out IN/out | java-bf16
                        run --learner abacus --out IN/out | there is no learner "abacus"
                        run --learner torch --out IN/out | blueline-torch
                        # text of one's own
                        run --corpus IN/missing.txt --out IN/out | does not exist
                        run --corpus IN/empty.txt --out IN/out | is empty
                        run --corpus IN/binary.txt --out IN/out | is not text
                        run --corpus IN/small.txt --out IN/out | too little for the smallest rung
                        run --corpus '' --out IN/out | an empty path
                        run --corpus 'a=' --out IN/out | names no path
                        run --corpus IN/small.txt:0 --out IN/out | the weight 0
                        run --corpus - - --out IN/out | named twice
                        run --corpus a=IN/small.txt:1 a=IN/small.txt:2 --out IN/out | two weighted sources
                        # status of a study
                        status IN/none | there is no
                        status IN/badstatus | cannot be read as a study's status
                        status IN/nostatus | is no study's status
                        # writing
                        generate --run IN/none --prompt x | there is no folder
                        generate --run IN --prompt x | holds no trained model
                        generate --run IN/studyfolder --prompt x | holds no finished run yet
                        generate --run IN --prompt x --tokens 0 | --tokens
                        generate --run IN --prompt x --temperature -1 | --temperature
                        generate --run IN --prompt x --top-p 0 | --top-p
                        # measuring
                        bench --seconds 0 | --seconds is 0.0
                        """);
    }
}
