package dev.blueline.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.ChildJvm;
import dev.blueline.ledger.DurableFiles;
import dev.blueline.ledger.Journal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes and threads that write to one file. */
class SeveralWritersTest {
    private static final int LINES = 60;

    @TempDir
    Path folder;

    @Test
    void linesAppendedByTwoProcessesAndTwoThreadsAtOnceAreAllThereInEachOnesOrder() throws Exception {
        Path file = folder.resolve("ledger.jsonl");
        List<Process> children = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            children.add(ChildJvm.start(
                    Appender.class,
                    folder.resolve(name + ".output"),
                    folder.resolve(name + ".errors"),
                    file.toString(),
                    name,
                    Integer.toString(LINES)));
        }
        List<Thread> threads = List.of(
                Thread.ofPlatform().start(() -> Appender.append(file, "c", LINES)),
                Thread.ofPlatform().start(() -> Appender.append(file, "d", LINES)));
        for (Thread thread : threads) {
            thread.join();
        }
        for (Process child : children) {
            assertThat(child.waitFor()).isZero();
        }
        List<String> lines =
                Journal.twice(file).read().stream().map(Journal.Line::json).toList();
        assertThat(lines).hasSize(4 * LINES);
        for (String name : List.of("a", "b", "c", "d")) {
            assertThat(lines.stream().filter(line -> line.contains("\"by\":\"" + name + "\"")))
                    .zipSatisfy(
                            IntStream.range(0, LINES).boxed().toList(),
                            (line, number) -> assertThat(line).contains("\"line\":" + number + ","));
        }
        assertThat(Journal.twice(file).repair()).isEmpty();
    }

    @Test
    void twoThatAppendTheFirstLinesAtOnceBothSucceed() throws Exception {
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        for (int round = 0; round < 150; round++) {
            Path file = folder.resolve("study-" + round).resolve("ledger.jsonl");
            CyclicBarrier together = new CyclicBarrier(2);
            List<Thread> threads = Stream.of("a", "b")
                    .map(name -> Thread.ofPlatform().unstarted(() -> {
                        try {
                            together.await();
                            Journal.twice(file).append("{\"by\":\"" + name + "\"}");
                        } catch (Exception | Error failure) {
                            failures.add(failure);
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).isEmpty();
            assertThat(Journal.twice(file).read()).hasSize(2);
        }
    }

    @Test
    void aFileWrittenByTwoAtOnceIsOneOfTheTwo() throws Exception {
        Path file = folder.resolve("law.json");
        List<String> contents = List.of("a".repeat(300_000), "b".repeat(200_000));
        List<Thread> threads = contents.stream()
                .map(content -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 20; i++) {
                        DurableFiles.write(file, content);
                    }
                }))
                .toList();
        while (threads.stream().anyMatch(Thread::isAlive)) {
            if (Files.exists(file)) {
                assertThat(contents).contains(Files.readString(file));
            }
        }
        assertThat(folder.resolve("law.json.tmp")).doesNotExist();
    }
}
