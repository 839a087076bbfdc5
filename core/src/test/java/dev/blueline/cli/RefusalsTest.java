package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.engine.EngineRefusals;
import dev.blueline.study.StudyRefusals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
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
    /** Met only where a part of the machine is missing; module torch and accelerator test theirs themselves. */
    private static final List<String> ELSEWHERE = List.of();

    @TempDir
    Path folder;

    private final Set<String> met = new TreeSet<>();
    private final Set<String> lines = new LinkedHashSet<>();

    @TestFactory
    Stream<DynamicTest> refusals() throws IOException {
        Refusals refusals = new Refusals(folder);
        RunRefusals.add(refusals);
        FitRefusals.add(refusals);
        LogRefusals.add(refusals);
        LibraryRefusals.add(refusals);
        EngineRefusals.add(refusals);
        StudyRefusals.add(refusals);
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
        Path home = Path.of(System.getProperty("blueline.home", ".."));
        List<RefusalSite> sites = new ArrayList<>(RefusalSite.under(home.resolve("laws/src/main/java")));
        sites.addAll(RefusalSite.under(home.resolve("core/src/main/java")));
        assertThat(sites).hasSizeGreaterThan(200);
        assertThat(sites.stream()
                        .filter(site -> !site.among(met))
                        .filter(site -> ELSEWHERE.stream().noneMatch(site.text()::contains))
                        .map(RefusalSite::toString))
                .as("refusals without a case: add one to a class ...Refusals of this package")
                .isEmpty();
    }

    private void allAreExplained() throws IOException {
        Catalogue catalogue = catalogue();
        assertThat(lines.stream().filter(line -> catalogue.fitting(line).isEmpty()))
                .as("lines that docs/troubleshooting.md does not know")
                .isEmpty();
    }

    private void noneIsDead() throws IOException {
        assertThat(catalogue().entries().stream()
                        .filter(entry -> lines.stream().noneMatch(entry::fits))
                        .map(Catalogue.Entry::text))
                .as("entries of docs/troubleshooting.md that no case met")
                .isEmpty();
    }

    Set<String> said() {
        return lines;
    }

    private static Catalogue catalogue() throws IOException {
        return Catalogue.read(Path.of(System.getProperty("blueline.home", ".."), "docs", "troubleshooting.md"));
    }
}
