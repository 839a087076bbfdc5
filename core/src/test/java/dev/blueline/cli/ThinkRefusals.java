package dev.blueline.cli;

/** Compute at the answer: {@code think}, and the laws of it in {@code fit}. After {@link ReasonRefusals}, which makes IN/taught. */
final class ThinkRefusals {
    private ThinkRefusals() {}

    static void add(Refusals refusals) {
        refusals.file("answers.csv", "k,pass,right,drawn,tokens,accuracy,stderr\n1,0.5,3,4,0,0.2,0.1\n2,1,5,4,8,0.4,0\n")
                .file("alike.csv", "right,drawn,half\n0,4,0.5\n0,4,0.5\n")
                .file("budgets.csv", "tokens,accuracy,stderr\n0,0.2,0.1\n8,0.3,0\n16,0.4,0.1\n32,0.5,0.1\n");
        refusals.commands("""
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
}
