package dev.blueline.cli;

import java.nio.file.Files;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tables of results: {@code fit}, {@code compare}, {@code verdict}, {@code forecast}, {@code plan}. */
final class FitRefusals {
    private FitRefusals() {}

    static void add(Refusals refusals) {
        refusals.file("runs.csv", runs())
                .file("text.csv", "params,tokens,loss\n1e6,1e9,3\n2e6,1e9,many\n3e6,1e9,2\n")
                .file("few.csv", "params,tokens,loss\n1e6,1e9,3\n2e6,1e9,2.9\n")
                .file("same.csv", "params,tokens,loss\n1e6,1e9,3\n2e6,2e9,3\n3e6,3e9,3\n4e6,4e9,3\n")
                .file("zero.csv", "params,tokens,loss\n1e6,1e9,3\n0,1e9,2.9\n2e6,1e9,2.8\n")
                .file("repeated.csv", repeated())
                .file("header.csv", "params,tokens,loss\n")
                .file("noloss.csv", "params,tokens,speed\n1e6,1e9,3\n")
                .file("nosize.csv", "width,loss\n64,3\n")
                .file("percent.csv", "params,tokens,loss,acc\n" + "1e6,1e9,3,55\n".repeat(8))
                .file("latin.csv", new byte[] {'l', 'o', 's', 's', '\n', (byte) 0xe9, (byte) 0xff, '\n'})
                .file("words.json", "{\"a\": 1")
                .file("notes.doc", "loss 3")
                .file("emptyledger/ledger.jsonl", "")
                .file("recipes.csv", "recipe,n,d,loss\na,1e6,2e7,3.1\nb,1e6,2e7,3.0\n")
                .file("scales.csv", "recipe,n,d,loss\na,1e6,2e7,3.1\na,2e6,4e7,3\na,4e6,8e7,2.9\nb,1e6,2e7,3.0\n")
                .file("isoflop.csv", isoflop())
                .file("a.json", "[{\"loss\": {\"b\": 1}, \"params\": 1}]")
                .file("b.json", "[{\"loss\": [3], \"params\": 1}]")
                .file("strings.csv", "params,tokens,flops,loss,half\n" + "x,y,z,w,v\n".repeat(3))
                .file("mixtures.csv", mixtures())
                .file("rl.csv", rl())
                .commands("""
                        fit IN/mixtures.csv --law mixing | needs --shares
                        fit IN/mixtures.csv --shares a,b --losses x | belong to --law mixing
                        fit IN/mixtures.csv --law mixing --shares a --losses x | names one domain, a
                        fit IN/mixtures.csv --law mixing --shares a,b --losses x --goal x=0.5 | add up to 0.5
                        fit IN/mixtures.csv --law mixing --shares a,b --losses x,y --goal z=1 | the goal names the loss z
                        fit IN/mixtures.csv --law mixing --shares a,b --losses x --save IN/m.json | goes with neither
                        fit IN/mixtures.csv --law mixing --shares a,x --losses y | the shares of run 1 add up to
                        fit IN/mixtures.csv --law mixing --shares a,b,none --losses x | no run was trained on none
                        fit IN/mixtures.csv --law mixing --shares a,b --losses x --where a<0.3 | different mixtures of 2 domains
                        fit IN/mixtures.csv --law mixing --shares a,c --losses x | no column c
                        fit IN/rl.csv --trials trials | belong to --law rl-sigmoid
                        fit IN/rl.csv --law rl-sigmoid --id x | belong together
                        fit IN/rl.csv --law rl-sigmoid --group task | goes with neither
                        fit IN/rl.csv --law rl-sigmoid --n params | takes compute alone
                        fit IN/rl.csv --law rl-sigmoid --trials trials --stderr se | in two ways
                        fit IN/mixtures.csv --law rl-sigmoid | is the RL compute?
                        fit IN/mixtures.csv --law rl-sigmoid --c x | is the accuracy?
                        fit IN/rl.csv --law rl-sigmoid --c compute-1e9 | has the RL compute 0.0
                        fit IN/rl.csv --law log-compute --y 100*accuracy | or divide by 100
                        fit IN/rl.csv --law rl-sigmoid --stderr 0-se | has the standard error -
                        fit IN/rl.csv --law rl-sigmoid --stderr (compute-1e9)/1e12 | have a standard error above 0
                        fit IN/rl.csv --law rl-sigmoid --trials trials-100 | trials: give 1 or more
                        fit IN/rl.csv --law rl-sigmoid --where compute<4e9 | at 3 different computes
                        fit IN/rl.csv --law rl-sigmoid --start 27 | the accuracy before RL is 27.0
                        fit IN/rl.csv --law rl-sigmoid --bootstrap 50 --end -1 | at the RL compute -1.0
                        fit | no file of results was given
                        fit IN/absent.csv | absent.csv: check the path
                        fit IN/header.csv | has no rows
                        fit IN/latin.csv --y loss | latin.csv
                        fit IN/notes.doc | results are read from files that end in
                        fit IN/emptyledger | has no finished runs
                        fit IN/runs.csv --y los | did you mean loss?
                        fit IN/runs.csv --y 'loss +' | nor SQL over its columns
                        fit IN/runs.csv --where 'loss<0' | leaves none of the
                        fit IN/noloss.csv | which column of noloss.csv is the loss?
                        fit IN/nosize.csv | which columns of nosize.csv are model size
                        fit IN/text.csv | loss is 'many' in row 2 of text.csv
                        fit IN/zero.csv | params is 0.0 in zero.csv row 2
                        fit IN/few.csv --law chinchilla | 2 rows for a law of 5 parameters
                        fit IN/same.csv --law power | all 4 rows have the same loss
                        fit IN/runs.csv --law chinchila | is not a law; choose one of
                        fit IN/runs.csv --x flops --n params | leave out --x
                        fit IN/runs.csv --x flops --law chinchilla | needs two of --n, --d and --c
                        fit IN/runs.csv --law data-constrained | needs --unique COLUMN
                        forecast IN/runs.csv --law-family data-constrained --at n=1e9,d=1e10 | needs --unique COLUMN
                        fit IN/runs.csv --law data-constrained --unique tokens | no run repeats its text
                        fit IN/runs.csv --law data-constrained --unique tokens/4 | take 1 value in these runs
                        fit IN/repeated.csv --law data-constrained --unique unique --epochs epochs | give one
                        fit IN/repeated.csv --law data-constrained --unique tokens*2 | repeated.csv row 1, more than the tokens
                        fit IN/runs.csv --level 95 | --level is 95.0
                        fit IN/runs.csv --bootstrap 3 | --bootstrap is 3
                        fit IN/runs.csv --resample clusters | needs --cluster COLUMN
                        fit IN/runs.csv --law ladder | belong together
                        fit IN/runs.csv --law ladder --accuracy loss --resample rows | weighs them alike
                        fit IN/runs.csv --law ladder --accuracy loss --group half | goes with neither
                        fit IN/percent.csv --law ladder --accuracy acc | give shares between 0 and 1
                        fit IN/few.csv --law ladder --accuracy loss/10 | too few for a task ladder
                        fit IN/runs.csv --compare half --save IN/x.json | gives a comparison
                        fit IN/runs.csv --baseline a | belong to --compare
                        fit IN/few.csv --group params --law chinchilla | params =
                        fit IN/runs.csv --starts hoffmann --law kaplan-nd | for the chinchilla law
                        fit IN/runs.csv --delta 0 | delta
                        compare IN/recipes.csv --n n --d d --y loss | compare takes two models or more
                        compare IN/recipes.csv --by recipe --n n --d d --y loss --baseline x | no recipe is called x
                        compare IN/recipes.csv --by recipes --n n --d d --y loss | did you mean recipe
                        compare IN/recipes.csv --by 1 --n n --d d --y loss | the same recipe
                        compare IN/recipes.csv --by recipe --n n --d d --y loss | was run at
                        compare IN/scales.csv --by recipe --n n --d d --y loss | was run at one scale
                        verdict | give a file of results
                        verdict IN/runs.csv --data IN/runs.csv | --data goes with --calibrate
                        verdict IN/runs.csv --y loss | --x is missing
                        verdict IN/runs.csv --x tokens --y loss --higher-is-better --ceiling 0 | --ceiling 0.0
                        verdict IN/runs.csv --x tokens --y -loss | above 0, as a loss is
                        verdict IN/runs.csv --x tokens --y 'loss * 100' --higher-is-better | divide percentages by 100
                        verdict IN/runs.csv --x tokens --y loss --horizon 1 | horizon 1.0
                        verdict IN/runs.csv --x tokens --y loss --threshold 2 | threshold 2.0
                        verdict IN/runs.csv --x tokens --y loss --seed-sd 2 | seed deviation 2.0
                        verdict IN/runs.csv --calibrate | takes its files by --data
                        verdict --calibrate --draws 0 | --draws 0
                        verdict --calibrate --seed-sd 0.01 | leave out --seed-sd
                        verdict --calibrate --draws 1 --data IN/nosize.csv | needs columns N
                        fit IN/runs.csv --law chinchilla --bootstrap 50 --save IN/law.json --json | SAVED
                        fit IN/runs.csv --x flops --law power-floor --bootstrap 50 --save IN/one.json --json | SAVED
                        fit IN/isoflop.csv --law isoflop --bootstrap 50 --save IN/isoflop.json --json | SAVED
                        plan --law IN/isoflop.json --budget 1e20 --serve 1e12 | cannot be found by the law
                        fit IN/a.json IN/b.json | could not be read
                        fit IN/runs.csv --threads 0 | threads 0
                        fit IN/few.csv --bootstrap 50 --law power-floor --x params | 2 rows for a law
                        fit IN/runs.csv --bootstrap 50 --save IN/auto.json --json | SAVED
                        plan --law IN/auto.json --budget 1e20 --between power-floor,chinchilla | is a law of compute alone
                        forecast --at n=1e9,d=1e10 | which law?
                        forecast IN/runs.csv --law IN/law.json --at c=1e20 | leave one out
                        forecast --law IN/law.json --y loss --at c=1e20 | has its runs behind it
                        forecast --law IN/none.json --at c=1e20 | write one with blueline fit
                        forecast --law IN/words.json --at c=1e20 | is not a law saved by
                        forecast --law IN/of-a-study.json --at c=1e20 | is a study's report on its laws
                        forecast --law IN/of-a-study.json --at n=-1,d=1e9 | gives n as "-1"
                        forecast --law IN/none.json --at n=NaN,d=1e9 | gives n as "NaN"
                        forecast --law IN/law.json | where?
                        forecast --law IN/law.json --at c=1e20 --id x | --register
                        forecast --law IN/law.json --at c=1e20 --register IN/reg | give --id
                        forecast --law IN/law.json --at c=1e20 --at c=1e21 --register IN/reg --id x | one id stands for one forecast
                        forecast --law IN/law.json --backtest | leave out --at
                        forecast --backtest | no files of runs were given
                        forecast IN/few.csv --backtest --bootstrap 50 | a backtest needs runs
                        forecast IN/runs.csv --backtest --bootstrap 50 --cuts 0 | at least one cut
                        forecast IN/runs.csv --at c=1e20 --bootstrap 3 | --bootstrap 3
                        forecast IN/runs.csv --at c=1e20 --threads 0 | --threads 0
                        forecast IN/runs.csv --at c=1e20 --law-family x | there is no law called "x"
                        forecast IN/runs.csv --at x=1e20 --x flops --law-family chinchilla | needs two of
                        forecast IN/few.csv --at c=1e20 --bootstrap 50 | can be fitted
                        forecast --law IN/law.json --at 7 | is not a point
                        forecast --law IN/law.json --at n=1e9,n=2e9 | gives n twice
                        forecast --law IN/law.json --at x=1e9 | is for laws of one axis
                        forecast --law IN/law.json --at n=1e9 | too little for a point
                        forecast --law IN/law.json --at c=1e20,u=1e9 | without d
                        forecast --law IN/law.json --at n=1e9,d=1e10,c=1e30 | contradicts itself
                        forecast --law IN/law.json --at n=1e9,d=1e10,u=1e11 | more unique tokens
                        forecast --law IN/law.json --at n=big,d=1e10 | gives n as "big"
                        forecast --law IN/one.json --at n=7e9,d=2e12 | no point of a law of one axis
                        forecast calibration IN/none | there are no registered forecasts
                        forecast --law IN/law.json --at n=1e9,d=1e10 --register IN/reg --id one --json | SAVED
                        forecast --law IN/law.json --at n=1e9,d=1e10 --register IN/reg --id one | already registered
                        forecast calibration IN/reg | is scored yet
                        forecast score IN/reg --id one | give either --loss and --started, or --run
                        forecast score IN/reg --id one --loss 2 | belong together
                        forecast score IN/reg --id one --loss 2 --started yesterday | is not a time
                        forecast score IN/reg --id one --loss -2 --started 2999-01-01T00:00:00Z | a finite number of 0 or more
                        forecast score IN/reg --id one --loss 2 --started 2001-01-01T00:00:00Z | it does not count
                        forecast score IN/reg --id two --loss 2 --started 2999-01-01T00:00:00Z | no forecast 'two'
                        forecast score IN/reg --id one --loss 2 --started 2999-01-01T00:00:00Z --json | SAVED
                        forecast score IN/reg --id one --loss 2 --started 2999-01-01T00:00:00Z | already scored
                        forecast score IN/reg --id one --run x | no run "x" in the ledger
                        plan --budget 1e20 | which law?
                        plan --law IN/law.json --budget -1 | a budget of -1.0
                        plan --law IN/law.json --budget 1e20 --runs 0 | a plan of 0 runs
                        plan --law IN/law.json --budget 1e20 --confidence 2 | a confidence of 2.0
                        plan --law IN/law.json --budget 1e20 --reach 0 | a reach of 0.0
                        plan --law IN/law.json --budget 1e20 --ratios 5 | takes the fewest and the most
                        plan --law IN/law.json --budget 1e20 --ratios 5,1 | is no range
                        plan --law IN/law.json --budget 1e20 --ratios 1e-9,2e-9 | widen one of them
                        plan --law IN/law.json --budget 1 | below the cheapest candidate
                        plan --law IN/law.json --budget 1e20 --serve -1 | --serve -1.0
                        plan --law IN/law.json --budget 1e20 --between a | two different
                        plan --law IN/law.json --budget 1e20 --between a.json,b.json | leave out --law
                        plan --law IN/law.json --budget 1e20 --between kaplan,chinchilla | the law holds no
                        plan --law IN/law.json --budget 1e20 --between kaplan,chinchilla --target c=1e21 | leave it out
                        plan --law IN/law.json --budget 1e20 --peak 1e15 | belong together
                        plan --law IN/law.json --budget 1e20 --devices 2 | --devices needs
                        plan --law IN/law.json --budget 1e20 --peak -1 --utilisation .4 | a peak of
                        plan --law IN/law.json --budget 1e20 --peak 1e15 --utilisation 4 | a utilisation of
                        plan --law IN/law.json --budget 1e20 --peak 1e15 --utilisation .4 --devices 0 | 0 devices
                        plan --law IN/one.json --budget 1e20 | one of a single axis
                        """)
                .prepare(() -> {
                    String law = Files.readString(refusals.folder().resolve("law.json"));
                    refusals.file("format.json", law.replaceFirst("\"format\" ?: ?\\d+", "\"format\": 99"));
                    refusals.file("parameter.json", law.replace("\"alpha\"", "\"gamma\""));
                    ObjectNode root = (ObjectNode) JsonMapper.shared().readTree(law);
                    ArrayNode draws = (ArrayNode) root.path("laws").path(0).path("draws");
                    while (draws.size() > 5) {
                        draws.remove(draws.size() - 1);
                    }
                    refusals.file("draws.json", root.toString());
                })
                .commands("""
                        forecast --law IN/format.json --at c=1e20 | has format 99
                        forecast --law IN/parameter.json --at c=1e20 | lacks its parameter alpha
                        plan --law IN/draws.json --budget 1e20 | refits of the law give a loss
                        """);
    }

    /** Five budgets, on each seven sizes about the best. */
    private static String isoflop() {
        StringBuilder csv = new StringBuilder("params,tokens,flops,loss\n");
        for (double c = 1e18; c < 2e20; c *= 3) {
            for (double n = 0.25; n < 5; n *= 1.6) {
                double size = n * Math.sqrt(c / 120);
                double d = c / 6 / size;
                double loss = 1.8 + 400 * Math.pow(size, -.34) + 2000 * Math.pow(d, -.37);
                csv.append(String.format(Locale.ROOT, "%g,%g,%g,%.5f%n", size, d, c, loss));
            }
        }
        return csv.toString();
    }

    /** Runs of one law, of three sizes at four token counts. */
    private static String mixtures() {
        StringBuilder csv = new StringBuilder("a,b,none,x,y\n");
        for (int i = 1; i < 10; i++) {
            csv.append(String.format(Locale.ROOT, "0.%d,%.1f,0,%.3f,%.3f%n", i, 1 - i / 10.0, 3 - .1 * i, 2 + .05 * i));
        }
        return csv.toString();
    }

    private static String rl() {
        StringBuilder csv = new StringBuilder("compute,accuracy,se,trials,task\n");
        for (int i = 1; i < 9; i++) {
            csv.append(String.format(Locale.ROOT, "%de9,%.2f,.02,100,sums%n", i, .3 + .04 * i));
        }
        return csv.toString();
    }

    private static String repeated() {
        StringBuilder csv = new StringBuilder("params,tokens,loss,unique,epochs\n");
        for (int i = 1; i < 12; i++) {
            csv.append(String.format(Locale.ROOT, "%de6,%de8,%.3f,%de7,%d%n", i, i, 3 - .1 * i, 5 * i, 2));
        }
        return csv.toString();
    }

    private static String runs() {
        StringBuilder csv = new StringBuilder("params,tokens,flops,loss,half\n");
        int row = 0;
        for (double n : new double[] {5e7, 2e8, 8e8}) {
            for (double d = 5e8; d < 1e11; d *= 4) {
                double loss = 1.8 + 400 * Math.pow(n, -.34) + 2000 * Math.pow(d, -.37) + .002 * Math.sin(++row);
                csv.append(String.format(
                        Locale.ROOT, "%g,%g,%g,%.5f,%s%n", n, d, 6 * n * d, loss, row % 2 == 0 ? "a" : "b"));
            }
        }
        return csv.toString();
    }
}
