package dev.blueline.study;

import dev.blueline.cli.Refusals;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Study files, output folders, and plans. */
public final class StudyRefusals {
    private static final OutputFolder.Owner OWNER = new OutputFolder.Owner("first-look", "f", "c", 1, "java");

    private static final Path FIRST_LOOK =
            Path.of(System.getProperty("blueline.home", ".."), "studies", "first-look.toml");

    private StudyRefusals() {}

    public static void add(Refusals refusals) {
        files(refusals);
        Path folder = refusals.folder();
        refusals.file("folders/file", "")
                .file("folders/occupied/notes.txt", "mine")
                .file("folders/damaged/study.json", "{")
                .call("is a file", () -> OutputFolder.of(folder.resolve("folders/file/below")))
                .call("holds files that are not", () -> OutputFolder.of(folder.resolve("folders/occupied")))
                .call("study.json is damaged", () -> checked(folder.resolve("folders/damaged"), OWNER))
                .call("cannot be made or locked", () -> FolderLock.of(folder.resolve("folders/file/below")))
                .call("is in use by", () -> {
                    Path used = folder.resolve("folders/used");
                    try (OutputFolder first = OutputFolder.of(used)) {
                        first.claim(OWNER);
                        return OutputFolder.of(used);
                    }
                });
        owners(refusals, folder.resolve("folders/owned"));
        Study study = StudyFile.read(FIRST_LOOK);
        refusals.call("is too small", () -> planner(study, folder, 100_000_000).plan(45, 10))
                .call("rungs of different compute", () -> {
                    Planner.requirePossible(fewRungs(folder), 2, 3600);
                    return study;
                })
                .call("reading the text", () -> {
                    Planner.requireTimeLeft(60, 55);
                    return study;
                })
                .call(
                        "higher than what is done fits",
                        () -> planner(study, folder, 300_000).plan(600, 10))
                .call("of heap for training", () -> {
                    Trunk top =
                            planner(study, folder, 100_000_000).plan(600, 10).top();
                    MadeUpProcedure procedure =
                            new MadeUpProcedure(study, new Ledger(folder.resolve("plans")), 300_000);
                    new Heap(1 << 20, 1 << 20, 1 << 21).require(procedure, List.of(top), top, 1);
                    return top;
                });
    }

    private static String skilled(String items) {
        return firstLook().replaceFirst("(?m)^items = .*$", items);
    }

    private static Study fewRungs(Path folder) {
        Path file = folder.resolve("few.toml");
        DurableFiles.write(
                file,
                firstLook()
                        .replaceFirst("(?m)^sizes = .*$", "sizes = [\"32x2\", \"64x2\"]")
                        .replaceFirst("(?m)^tokens = .*$", "tokens = [1_000_000]")
                        .replaceFirst("(?m)^seed_tokens = .*$", "seed_tokens = 1_000_000")
                        .replaceFirst("(?m)^size = .*$", "size = \"32x2\""));
        return StudyFile.read(file);
    }

    private static Planner planner(Study study, Path folder, long tokens) {
        return new Planner(
                study,
                new MadeUpProcedure(study, new Ledger(folder.resolve("plans")), tokens),
                1,
                MadeUpProcedure.rates(2),
                Set.of(),
                List.of());
    }

    private static void files(Refusals refusals) {
        String study = firstLook();
        refusals.file("size.toml", study.replaceFirst("sizes = \\[\"[0-9x]*\"", "sizes = [\"64by2\""))
                .file("type.toml", study.replaceFirst("clip = [0-9.]*", "clip = \"soft\""))
                .file("range.toml", study.replaceFirst("clip = [0-9.]*", "clip = -1.0"))
                .file("epochs.toml", study.replaceFirst("most_tokens_per", "most_epochs = 0.5\nmost_tokens_per"))
                .file("kind.toml", axis("kind = \"colour\""))
                .file("unique.toml", axis("kind = \"repetition\"\nunique = [5]\nfactor = 4.0"))
                .file("fresh.toml", axis("kind = \"repetition\"\nunique = [65536, 131072]\nfactor = 4.0"))
                .file("factor.toml", axis("kind = \"repetition\"\nunique = [65536, 0]\nfactor = 1.0"))
                .file("few-sizes.toml", data().replaceFirst("sizes = .*", "sizes = [\"32x1\", \"32x2\"]"))
                .file("few-tokens.toml", data().replaceFirst("(?m)^tokens = .*", "tokens = [262144]"))
                .file(
                        "shares.toml",
                        axis("kind = \"mixture\"\ngoal = {code = 0.5, prose = 0.6}\nmixtures = 8\nfactor = 8.0"))
                .file(
                        "reach.toml",
                        axis("kind = \"mixture\"\ngoal = {}\nmixtures = 8\nfactor = 800.0")
                                .replaceFirst("tokens = \\[.*]", "tokens = [262_144, 524_288, 1_048_576, 2_097_152]"))
                .file(
                        "pairs.toml",
                        axis("kind = \"mixture\"\ngoal = {}\nmixtures = 8\nfactor = 8.0")
                                .replaceFirst("tokens = \\[.*]", "tokens = [524_288, 1_048_576]"))
                .file(
                        "keep.toml",
                        axis(
                                "kind = \"quality\"\nreference = \"code\"\ngarbage = 0.3\nshares = [1.0]\nfilters = [\"heuristics\"]"))
                .file(
                        "taste.toml",
                        axis(
                                "kind = \"quality\"\nreference = \"code\"\ngarbage = 0.3\nshares = [0.7]\nfilters = [\"taste\"]"))
                .file(
                        "garbage.toml",
                        axis(
                                "kind = \"quality\"\nreference = \"code\"\ngarbage = 1.0\nshares = [0.7]\nfilters = [\"heuristics\"]"))
                .file(
                        "replay.toml",
                        axis(
                                "kind = \"continued\"\ndomain = \"code\"\nreplay = [0.0, 0.5, 1.0]\ntokens = [100000]\nrate = 0.5\nrest_weight = 1.0"))
                .file("words.toml", axis("kind = \"vocabulary\"\nvocabularies = [512, 400]"))
                .file("names.toml", skilled("items = 5\nnames = [\"gramar\"]"))
                .file("list.toml", skilled("items = 5\nnames = \"grammar\""))
                .file("whole.toml", skilled("items = 2.5"))
                .file("few-words.toml", axis("kind = \"vocabulary\"\nvocabularies = [400, 512]"))
                .file("uneven.toml", axis("kind = \"vocabulary\"\nvocabularies = [400, 512, 1024]"))
                .file("asked.toml", vocabulary() + "\n[skills]\nshare = 0.0\nitems = 5\n")
                .file("seeds.toml", data().replaceFirst("seeds = [0-9]*", "seeds = 0"))
                .commands("""
                        run IN/size.toml | is not of the form WIDTHxLAYERS
                        run IN/type.toml | compare studies/first-look.toml
                        run IN/range.toml | "training.clip" must be above 0
                        run IN/epochs.toml | "ladder.most_epochs" must be 1 to 1000
                        run IN/kind.toml | key "axis": has no kind
                        run IN/unique.toml | "axis.unique" must be 0 for fresh text
                        run IN/fresh.toml | "axis.unique" must be two or more counts
                        run IN/factor.toml | "axis.factor" must be above 1
                        run IN/few-sizes.toml | "grid.sizes" must be three or more
                        run IN/few-tokens.toml | "grid.tokens" must be three or more
                        run IN/shares.toml | "axis.goal" must be weights of 0 or more that add up to 1
                        run IN/reach.toml | "axis.factor" must be at most
                        run IN/pairs.toml | "grid.tokens" must be as many numbers as there are sizes
                        run IN/keep.toml | "axis.shares" must be one or more numbers between 0 and 1
                        run IN/taste.toml | "axis.filters" must be one or more of heuristics, classifier
                        run IN/garbage.toml | "axis.garbage" must be 0 or more, below 1
                        run IN/replay.toml | "axis.replay" must be three or more rising shares
                        run IN/words.toml | "axis.vocabularies" must be rising
                        run IN/names.toml | did you mean "grammar"
                        run IN/list.toml | takes a list
                        run IN/whole.toml | 2.5 is not a whole number
                        run skills --budget 40s --threads 1 --out IN/short | even on a fast machine
                        run IN/few-words.toml | "axis.vocabularies" must be three or more
                        run IN/uneven.toml | "grid.tokens" must be one number for each of grid.sizes
                        run IN/asked.toml | "skills.items" must be 0 where the vocabulary
                        run IN/seeds.toml | "grid.seeds" must be 1 to 100
                        run first-look IN/seeds.toml | compares texts or methods of its own
                        """)
                .call("no study file", () -> StudyFile.read(refusals.folder().resolve("none.toml")))
                .call("is not of the form", () -> Size.of("64by2"));
    }

    private static void owners(Refusals refusals, Path folder) {
        refusals.call("belongs to study", () -> again(folder, new OutputFolder.Owner("other", "f", "c", 1, "java")))
                .call("other settings", () -> again(folder, new OutputFolder.Owner("first-look", "g", "c", 1, "java")))
                .call("other text", () -> again(folder, new OutputFolder.Owner("first-look", "f", "d", 1, "java")))
                .call("--seed 1, not 2", () -> again(folder, new OutputFolder.Owner("first-look", "f", "c", 2, "java")))
                .call("--learner", () -> again(folder, new OutputFolder.Owner("first-look", "f", "c", 1, "torch")));
    }

    private static Object again(Path folder, OutputFolder.Owner owner) {
        if (Files.notExists(folder)) {
            try (OutputFolder first = OutputFolder.of(folder)) {
                first.claim(OWNER);
            }
        }
        return checked(folder, owner);
    }

    private static Object checked(Path folder, OutputFolder.Owner owner) {
        try (OutputFolder output = OutputFolder.of(folder)) {
            output.check(owner);
            return output;
        }
    }

    private static String axis(String table) {
        return data().replaceFirst("(?s)\\[axis].*", "[axis]\n" + table + "\n");
    }

    private static String data() {
        return read(FIRST_LOOK.resolveSibling("repetition.toml"));
    }

    private static String vocabulary() {
        return read(FIRST_LOOK.resolveSibling("vocabulary.toml"));
    }

    private static String firstLook() {
        return read(FIRST_LOOK);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
