package dev.blueline.problems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blueline.tasks.Draw;
import dev.blueline.tasks.Level;
import dev.blueline.tasks.Split;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every task whose problems are drawn. */
class GeneratedTasksTest {
    private static final int PROBLEMS = 600;

    @Test
    void theTasksAreFoundByName() {
        assertThat(Tasks.all()).extracting(Task::name).contains("arithmetic", "countdown", "word-problems");
        assertThat(Tasks.named("countdown").summary()).contains("at most once");
    }

    /** A provider as a user's jar names it. */
    public static final class MyTasks implements TaskProvider {
        @Override
        public List<Task> tasks() {
            return List.of(new Parity());
        }
    }

    private static final class Parity extends GeneratedTask {
        @Override
        public String name() {
            return "parity";
        }

        @Override
        public String summary() {
            return "Whether a number is even.";
        }

        @Override
        public List<Level> levels() {
            return List.of(new Level(1, "3 digits"));
        }

        @Override
        protected Problem drawn(int level, Draw draw) {
            int number = draw.below(1000);
            return new Problem(name(), level, "" + number, number + " is", number % 2 == 0 ? "even" : "odd", 1);
        }

        @Override
        public Verifier verifier() {
            return new AnswerKey();
        }

        @Override
        public Optional<Solver> solver() {
            return Optional.empty();
        }

        @Override
        public List<Style> styles() {
            return List.of(Style.DIRECT);
        }

        @Override
        public Trace trace(Problem problem, Style style, Draw draw) {
            return new Trace("", problem.gold());
        }

        @Override
        public String guess(Problem problem, Draw draw) {
            return draw.coin() ? "even" : "odd";
        }
    }

    @Test
    void aTaskOfTheUsersOwnIsFoundOnTheClassPath(@TempDir Path jar) throws IOException {
        Path services = Files.createDirectories(jar.resolve("META-INF/services"));
        Files.writeString(services.resolve(TaskProvider.class.getName()), MyTasks.class.getName());
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader mine = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(mine);
            Task parity = Tasks.named("parity");
            Problem problem = parity.problem(Split.HELD_OUT, 1, 1, 0);
            assertThat(problem.gold()).isEqualTo(problem.prompt().matches(".*[02468] is") ? "even" : "odd");
            assertThat(Tasks.all()).extracting(Task::name).contains("parity", "countdown");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arithmetic", "countdown", "word-problems"})
    void goldAnswersAndCleanSolutionsAreRight(String name) {
        Task task = Tasks.named(name);
        for (Level level : task.levels()) {
            for (int i = 0; i < PROBLEMS; i++) {
                Problem problem = task.problem(i % 2 == 0 ? Split.TRAINING : Split.HELD_OUT, 7, level.number(), i);
                assertThat(problem.level()).isEqualTo(problem.steps()).isEqualTo(level.number());
                assertRight(task, problem, problem.gold());
                assertRight(
                        task,
                        problem,
                        task.trace(problem, Style.DIRECT, draw(i)).answer());
                assertRight(
                        task,
                        problem,
                        task.trace(problem, Style.SUMMARY, draw(i)).answer());
                assertThat(task.trace(problem, Style.DIRECT, draw(i)).thought()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arithmetic", "countdown", "word-problems"})
    void referenceSolversAreRightAndCountTheirWork(String name) {
        Task task = Tasks.named(name);
        for (Level level : task.levels()) {
            for (int i = 0; i < 100; i++) {
                Problem problem = task.problem(Split.HELD_OUT, 8, level.number(), i);
                Solver.Solution solution = task.solver().orElseThrow().solve(problem);
                assertRight(task, problem, solution.answer());
                assertThat(solution.nodes()).isPositive();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arithmetic", "countdown", "word-problems"})
    void noProblemLiesOnBothSidesWhateverTheSeed(String name) {
        Task task = Tasks.named(name);
        for (Level level : task.levels()) {
            Set<String> trained = new HashSet<>();
            for (int i = 0; i < 3 * PROBLEMS; i++) {
                trained.add(
                        task.problem(Split.TRAINING, i % 3, level.number(), i).key());
            }
            for (int i = 0; i < PROBLEMS; i++) {
                assertThat(trained)
                        .doesNotContain(task.problem(Split.HELD_OUT, 3, level.number(), i)
                                .key());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"arithmetic", "countdown", "word-problems"})
    void aProblemDependsOnSideSeedLevelAndIndexAlone(String name) {
        Task task = Tasks.named(name);
        int level = 3;
        for (int i = 0; i < 100; i++) {
            Problem problem = task.problem(Split.TRAINING, 5, level, i);
            assertThat(Tasks.named(name).problem(Split.TRAINING, 5, level, i)).isEqualTo(problem);
            for (Style style : task.styles()) {
                assertThat(task.trace(problem, style, draw(i))).isEqualTo(task.trace(problem, style, draw(i)));
            }
        }
        assertThat(prompts(task, 5, level)).isNotEqualTo(prompts(task, 6, level));
        assertThat(prompts(task, 5, level)).hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"arithmetic", "countdown", "word-problems"})
    void guessesAreMostlyWrong(String name) {
        Task task = Tasks.named(name);
        int level = 3;
        int right = 0;
        for (int i = 0; i < PROBLEMS; i++) {
            Problem problem = task.problem(Split.HELD_OUT, 9, level, i);
            right += score(task, problem, task.guess(problem, draw(i))) == 1 ? 1 : 0;
        }
        assertThat(right).isBetween(1, PROBLEMS / 7);
    }

    @Test
    void aLevelThatIsNotThereIsAnErrorOfTheProgram() {
        assertThatThrownBy(() -> Tasks.named("countdown").problem(Split.TRAINING, 1, 4, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("countdown has no level 4");
    }

    private static Set<String> prompts(Task task, long seed, int level) {
        Set<String> prompts = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            prompts.add(task.problem(Split.TRAINING, seed, level, i).prompt());
        }
        return prompts;
    }

    private static void assertRight(Task task, Problem problem, String answer) {
        assertThat(score(task, problem, answer)).as(problem + ": " + answer).isEqualTo(1);
    }

    private static double score(Task task, Problem problem, String answer) {
        Verification verification = Verification.of(task.verifier(), problem, answer, Verification.MOST_STEPS);
        assertThat(verification).isInstanceOf(Verification.Scored.class);
        return ((Verification.Scored) verification).score();
    }

    private static Draw draw(int index) {
        return new Draw("test", 1, 1, index);
    }
}
