package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.ablation.AblationRefusals;
import dev.blueline.engine.EngineRefusals;
import dev.blueline.interop.InteropRefusals;
import dev.blueline.problems.ProblemRefusals;
import dev.blueline.reasoning.ReasoningRefusals;
import dev.blueline.study.StudyRefusals;
import dev.blueline.testtime.TestTimeRefusals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every refusal of the program: its one line, its exit code, its entry in docs/troubleshooting.md. A new {@code new BadInput(} without
 * a case here, or with a line that the page does not know, fails.
 */
class RefusalsTest {
    /**
     * Refusals that take another user, another machine or a race to meet, by a piece of their source, with where they are tested or
     * why they are not.
     */
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("folder + \" cannot be read: ", "a folder without rights, which root does not meet"),
            Map.entry("cannot be copied to be read while it grows", "no temporary folder"),
            Map.entry("cannot be written; give another --out or", "a folder without rights, which root does not meet"),
            Map.entry("cannot be read; give another --out", "a folder without rights, which root does not meet"),
            Map.entry("the watch was interrupted", "a thread that interrupts"),
            Map.entry("the law has no finite forecast of this run", "a law that no fit gives"),
            Map.entry("has no value of ", "a log whose first loss is being written"),
            Map.entry("leaves no text to measure on", "a corpus without held-out text"),
            Map.entry("is held out; give more files of it", "a reference whose every group falls on the held-out side"),
            Map.entry("given + \" cannot be read (", "a file without rights, which root does not meet"),
            Map.entry("is damaged, and learned again it is not", "a trainer of tokenizers that changed"),
            Map.entry("jar + \" cannot be read (", "a checkout whose jars are damaged"),
            Map.entry("lines that its copy has", "JournalRepairTest"),
            Map.entry("DamagedFile(file, wrong.get(), REMEDY", "SealedFilesTest"),
            Map.entry("is damaged, and so is its copy", "SealedFilesTest"),
            Map.entry("file + \": cannot be read (\"", "SealedFilesTest"),
            Map.entry("the text needs at least %.2f GB of disk", "a disk that is almost full"),
            Map.entry("left no text after cleaning", "text that cleaning takes away whole"),
            Map.entry("cannot be read; check its permissions", "a file without rights, which root does not meet"),
            Map.entry("path + \" cannot be read (\"", "a file that breaks while it is read"),
            Map.entry("has a part that cannot be read", "a folder without rights, which root does not meet"),
            Map.entry("file + \": cannot be read; check its rights", "a file without rights, which root does not meet"),
            Map.entry("this JDK comes without its sources", "a JDK without src.zip"));

    @TempDir
    Path folder;

    private final Set<String> met = new TreeSet<>();
    private final Set<String> lines = new LinkedHashSet<>();

    @TestFactory
    Stream<DynamicTest> refusals() throws IOException {
        Refusals refusals = new Refusals(folder);
        RunRefusals.add(refusals);
        CorpusRefusals.add(refusals);
        FitRefusals.add(refusals);
        LogRefusals.add(refusals);
        ModelRefusals.add(refusals);
        TrainRefusals.add(refusals);
        LibraryRefusals.add(refusals);
        EngineRefusals.add(refusals);
        StudyRefusals.add(refusals);
        AblationRefusals.add(refusals);
        AuditRefusals.add(refusals);
        ReasonRefusals.add(refusals);
        ThinkRefusals.add(refusals);
        ProblemRefusals.add(refusals);
        ReasoningRefusals.add(refusals);
        TestTimeRefusals.add(refusals);
        ThinkVerifierRefusals.add(refusals);
        HarnessRefusals.add(refusals);
        InteropRefusals.add(refusals);
        List<DynamicTest> tests = new ArrayList<>();
        for (Refusals.Refusal refusal : refusals.cases()) {
            tests.add(DynamicTest.dynamicTest(refusal.name(), () -> isRefused(refusal)));
        }
        tests.add(DynamicTest.dynamicTest("every refusal in the sources was met", this::allWereMet));
        tests.add(DynamicTest.dynamicTest("every line stands in docs/troubleshooting.md", this::allAreExplained));
        tests.add(
                DynamicTest.dynamicTest("docs/troubleshooting.md explains nothing that is not said", this::noneIsDead));
        return tests.stream();
    }

    private void isRefused(Refusals.Refusal refusal) throws Exception {
        CommandRun run = refusal.attempt().run();
        if (refusal.says().equals(Refusals.SAVED)) {
            assertThat(run.code()).as(run.error()).isZero();
            return;
        }
        List<String> said = run.error()
                .lines()
                .filter(line -> line.startsWith("blueline: "))
                .map(line -> line.substring("blueline: ".length()))
                .toList();
        met.addAll(RefusalSite.named(run.error()));
        lines.addAll(said);
        assertThat(said).as(run.error()).hasSize(1);
        assertThat(said.getFirst()).contains(refusal.says());
        assertThat(run.code()).as("exit code").isEqualTo(2);
        assertThat(run.output()).as("standard output").isEmpty();
    }

    private void allWereMet() throws IOException {
        List<RefusalSite> sites = sites();
        assertThat(sites).hasSizeGreaterThan(200);
        assertThat(sites.stream()
                        .filter(site -> !site.among(met))
                        .filter(site -> !elsewhere(site))
                        .map(RefusalSite::toString))
                .as("refusals without a case: add one to a class ...Refusals of this package")
                .isEmpty();
    }

    private static List<RefusalSite> sites() throws IOException {
        Path home = Path.of(System.getProperty("blueline.home", ".."));
        List<RefusalSite> sites = new ArrayList<>(RefusalSite.under(home.resolve("laws/src/main/java")));
        sites.addAll(RefusalSite.under(home.resolve("core/src/main/java")));
        return sites;
    }

    private static boolean elsewhere(RefusalSite site) {
        return ELSEWHERE.keySet().stream().anyMatch(site.text()::contains);
    }

    private void allAreExplained() throws IOException {
        Catalogue catalogue = catalogue();
        assertThat(lines.stream().filter(line -> catalogue.fitting(line).isEmpty()))
                .as("lines that docs/troubleshooting.md does not know")
                .isEmpty();
    }

    private void noneIsDead() throws IOException {
        List<RefusalSite> elsewhere =
                sites().stream().filter(RefusalsTest::elsewhere).toList();
        for (Catalogue.Entry entry : catalogue().entries()) {
            String whole = entry.heart().strip();
            String heart = whole.substring(0, Math.min(12, whole.length()));
            assertThat(lines.stream().anyMatch(entry::fits)
                            || elsewhere.stream().anyMatch(site -> site.text().contains(heart)))
                    .as("docs/troubleshooting.md explains what no case met: " + entry.text())
                    .isTrue();
            assertThat(entry.text().replace("…", ""))
                    .as("docs/troubleshooting.md has a line that fits too much: " + entry.text())
                    .hasSizeGreaterThan(10);
        }
    }

    Set<String> said() {
        return lines;
    }

    private static Catalogue catalogue() throws IOException {
        return Catalogue.read(Path.of(System.getProperty("blueline.home", ".."), "docs", "troubleshooting.md"));
    }
}
