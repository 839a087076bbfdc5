package dev.blueline.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluationTest {
    private static final EvaluationRequest PLAIN =
            new EvaluationRequest(OptionalInt.empty(), OptionalInt.empty(), List.of(EvaluationRequest.SEED));

    @TempDir
    Path folder;

    private void file(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private Evaluation run(LanguageModel model, EvaluationRequest request, String... words) {
        List<String> tasks = Arrays.stream(words)
                .map(word -> TaskLibrary.isFile(word) ? folder.resolve(word).toString() : word)
                .toList();
        TaskLibrary.Selection selection = TaskLibrary.find(tasks, List.of(folder));
        return Evaluation.of(selection, model, request, Optional.empty(), share -> {});
    }

    private static double value(Evaluation evaluation, String task, String key) {
        return figure(evaluation, task, key).estimate().value();
    }

    private static Figure figure(Evaluation evaluation, String task, String key) {
        TaskResult result = evaluation.tasks().stream()
                .filter(each -> each.name().equals(task))
                .findFirst()
                .orElseThrow();
        assertThat(result.byKey()).containsKey(key);
        return Objects.requireNonNull(result.byKey().get(key));
    }

    /** Files as BLiMP's: a line an item, the better sentence first; costs are counted by {@link ScriptedModel}. */
    private void blimp() throws IOException {
        file("blimp/_template_yaml", """
                dataset_path: nyu-mll/blimp
                output_type: multiple_choice
                validation_split: train
                doc_to_text: ""
                doc_to_target: 0
                doc_to_choice: "{{[sentence_good, sentence_bad]}}"
                num_fewshot: 0
                should_decontaminate: true
                doc_to_decontamination_query: "{{sentence_good}} {{sentence_bad}}"
                metric_list:
                  - metric: acc
                    aggregation: mean
                    higher_is_better: true
                metadata:
                  version: 1.0
                """);
        file("blimp/island.yaml", """
                include: _template_yaml
                task: blimp_island
                dataset_path: json
                dataset_kwargs:
                  data_files: island.jsonl
                """);
        file("blimp/island.jsonl", """
                {"sentence_good": "aaaa bb", "sentence_bad": "bbbb bb"}
                {"sentence_good": "it's ab", "sentence_bad": "aa"}
                {"sentence_good": "aaa", "sentence_bad": "abb"}
                """);
    }

    @Test
    void twoSentencesAreToldApartByTheirLikelihood() throws IOException {
        blimp();
        ScriptedModel model = new ScriptedModel();
        Evaluation evaluation = run(model, PLAIN, "blimp/island.yaml");
        assertThat(value(evaluation, "blimp_island", "acc,none")).isCloseTo(2 / 3.0, within(1e-12));
        // standard error of 1, 0, 1: sqrt(1/3) / sqrt(3)
        assertThat(figure(evaluation, "blimp_island", "acc,none").estimate().standardError())
                .isCloseTo(1 / 3.0, within(1e-12));
        assertThat(model.questions.getFirst())
                .isEqualTo(new LanguageModel.Question("", List.of(" aaaa bb", " bbbb bb")));
    }

    @Test
    void resultsHaveTheLayoutOfTheHarness() throws IOException {
        blimp();
        Evaluation evaluation = run(new ScriptedModel(), PLAIN, "blimp/island.yaml");
        EvaluationFiles.write(evaluation, folder.resolve("out"));
        JsonNode root = JsonMapper.shared().readTree(folder.resolve("out/results.json"));
        assertThat(root.at("/results/blimp_island/acc,none").asDouble()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(root.at("/results/blimp_island/acc_stderr,none").asDouble()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(root.at("/configs/blimp_island/doc_to_choice").asString())
                .isEqualTo("{{[sentence_good, sentence_bad]}}");
        assertThat(root.at("/versions/blimp_island").asString()).isEqualTo("1.0");
        assertThat(root.at("/n-shot/blimp_island").asInt(-1)).isZero();
        assertThat(root.at("/n-samples/blimp_island/effective").asInt()).isEqualTo(3);
        List<String> lines = Files.readAllLines(folder.resolve("out/samples_blimp_island.jsonl"));
        assertThat(lines).hasSize(3);
        JsonNode second = JsonMapper.shared().readTree(lines.get(1));
        assertThat(second.path("doc_id").asInt()).isEqualTo(1);
        assertThat(second.at("/doc/sentence_bad").asString()).isEqualTo("aa");
        assertThat(second.at("/arguments/gen_args_1/arg_1").asString()).isEqualTo(" aa");
        assertThat(second.at("/resps/1/0/0").asString()).isEqualTo("-1.5");
        assertThat(second.path("acc").asDouble()).isZero();
        assertThat(second.path("prompt_hash").asString()).hasSize(64);
    }

    @Test
    void lambadaIsTheLastWordOfAPassage() throws IOException {
        file("lambada.yaml", """
                task: lambada_openai
                dataset_path: json
                dataset_kwargs: {data_files: {test: lambada.jsonl}}
                output_type: loglikelihood
                test_split: test
                doc_to_text: "{{text.split(' ')[:-1]|join(' ')}}"
                doc_to_target: "{{' '+text.split(' ')[-1]}}"
                metric_list:
                  - metric: perplexity
                    aggregation: perplexity
                    higher_is_better: false
                  - metric: acc
                """);
        file("lambada.jsonl", """
                {"text": "one two aab"}
                {"text": "three bcd"}
                """);
        ScriptedModel model = new ScriptedModel();
        Evaluation evaluation = run(model, PLAIN, "lambada.yaml");
        assertThat(model.questions)
                .containsExactly(
                        new LanguageModel.Question("one two", List.of(" aab")),
                        new LanguageModel.Question("three", List.of(" bcd")));
        assertThat(value(evaluation, "lambada_openai", "acc,none")).isEqualTo(0.5);
        assertThat(value(evaluation, "lambada_openai", "perplexity,none"))
                .isCloseTo(Math.exp((2.5 + 4) / 2), within(1e-9));
        // delta method: perplexity times the error of the mean of -2.5 and -4
        assertThat(figure(evaluation, "lambada_openai", "perplexity,none")
                        .estimate()
                        .standardError())
                .isCloseTo(Math.exp(3.25) * 0.75, within(1e-9));
    }

    private void gsm() throws IOException {
        file("gsm8k.yaml", """
                task: gsm8k
                tag: [math_word_problems]
                dataset_path: json
                dataset_kwargs:
                  data_files: {train: train.jsonl, test: test.jsonl}
                output_type: generate_until
                training_split: train
                fewshot_split: train
                test_split: test
                doc_to_text: "Question: {{question}}\\nAnswer:"
                doc_to_target: "{{answer}}"
                metric_list:
                  - metric: exact_match
                    aggregation: mean
                    higher_is_better: true
                    ignore_case: true
                    ignore_punctuation: false
                    regexes_to_ignore:
                      - ","
                      - "\\\\$"
                      - "(?s).*#### "
                      - "\\\\.$"
                generation_kwargs:
                  until: ["Question:", "</s>"]
                  do_sample: false
                  temperature: 0.0
                repeats: 1
                num_fewshot: 2
                filter_list:
                  - name: "strict-match"
                    filter:
                      - function: "regex"
                        regex_pattern: "#### (\\\\-?[0-9\\\\.\\\\,]+)"
                      - function: "take_first"
                  - name: "flexible-extract"
                    filter:
                      - function: "regex"
                        group_select: -1
                        regex_pattern: "(-?[$0-9.,]{2,})|(-?[0-9]+)"
                      - function: "take_first"
                metadata: {version: 3.0}
                """);
        StringBuilder train = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            train.append("{\"question\": \"q" + i + "\", \"answer\": \"So #### " + i + "\"}\n");
        }
        file("train.jsonl", train.toString());
        file("test.jsonl", """
                {"question": "two and two?", "answer": "It is 4.\\n#### 4"}
                {"question": "price?", "answer": "Much.\\n#### 1,234"}
                """);
    }

    @Test
    void gsm8kIsReadFromWhatIsWritten() throws IOException {
        gsm();
        ScriptedModel model = new ScriptedModel(prompt ->
                prompt.text().contains("two and two?") ? " 2 + 2 #### 4\n\nQuestion: next #### 9" : " It costs $1234.");
        Evaluation evaluation = run(model, PLAIN, "gsm8k.yaml");
        assertThat(value(evaluation, "gsm8k", "exact_match,strict-match")).isEqualTo(0.5);
        assertThat(value(evaluation, "gsm8k", "exact_match,flexible-extract")).isEqualTo(1);
        assertThat(model.prompts.getFirst().settings())
                .isEqualTo(new GenerationSettings(List.of("Question:", "</s>"), 256, 0, 1));
    }

    /** Of seven examples {@code random.Random(1234).sample(range(7), 2)} in Python takes 6 and 3 first. */
    @Test
    void examplesAreThoseThatTheHarnessDraws() throws IOException {
        gsm();
        ScriptedModel model = new ScriptedModel();
        run(model, PLAIN, "gsm8k.yaml");
        assertThat(model.prompts.getFirst().text())
                .isEqualTo("Question: q6\nAnswer: So #### 6\n\nQuestion: q3\nAnswer: So #### 3\n\n"
                        + "Question: two and two?\nAnswer:");
    }

    @Test
    void answersAreVotedOn() throws IOException {
        gsm();
        file("vote.yaml", """
                include: gsm8k.yaml
                task: vote
                num_fewshot: 0
                repeats: 3
                generation_kwargs: {until: ["\\n\\n"], do_sample: true, temperature: 0.2, max_gen_toks: 9}
                filter_list:
                  - name: first
                    filter:
                      - {function: regex, regex_pattern: "is (\\\\d+)"}
                      - {function: take_first}
                  - name: maj
                    filter:
                      - {function: regex, regex_pattern: "is (\\\\d+)"}
                      - {function: majority_vote}
                      - {function: take_first}
                """);
        ScriptedModel model = new ScriptedModel(prompt -> " is " + (prompt.seed() == 1234 ? 5 : 4));
        Evaluation evaluation = run(model, PLAIN, "vote.yaml");
        assertThat(value(evaluation, "vote", "exact_match,first")).isZero();
        assertThat(value(evaluation, "vote", "exact_match,maj")).isEqualTo(0.5);
    }

    /** Else replicates would be the same answers, counted as independent. */
    @Test
    void noSeedDrawsTheAnswersOfAnother() throws IOException {
        gsm();
        file("drawn.yaml", """
                include: gsm8k.yaml
                task: drawn
                num_fewshot: 0
                repeats: 3
                generation_kwargs: {until: ["\\n\\n"], do_sample: true, temperature: 0.2, max_gen_toks: 9}
                """);
        ScriptedModel model = new ScriptedModel();
        List<Long> seeds = List.of(1234L, 1235L, 1236L);
        run(model, new EvaluationRequest(OptionalInt.empty(), OptionalInt.empty(), seeds), "drawn.yaml");
        List<Long> drawn = model.prompts.stream()
                .filter(prompt -> prompt.text().contains("price"))
                .map(LanguageModel.Prompt::seed)
                .toList();
        assertThat(drawn).hasSize(9).doesNotHaveDuplicates().containsAll(seeds);
        assertThat(drawn).allMatch(seed -> seed >= 0 && seed < 1L << 31);
    }

    @Test
    void wholeTextsGivePerplexities() throws IOException {
        file("wiki.yaml", """
                task: wiki
                dataset_path: json
                dataset_kwargs: {data_files: {test: wiki.json}, field: pages}
                output_type: loglikelihood_rolling
                test_split: test
                doc_to_text: ""
                doc_to_target: "page"
                """);
        file("wiki.json", """
                {"pages": [{"page": "one two three"}, {"page": "four  five"}]}
                """);
        Evaluation evaluation = run(new ScriptedModel(), PLAIN, "wiki.yaml");
        assertThat(value(evaluation, "wiki", "byte_perplexity,none")).isCloseTo(Math.E, within(1e-12));
        assertThat(value(evaluation, "wiki", "bits_per_byte,none")).isCloseTo(1 / Math.log(2), within(1e-12));
        assertThat(value(evaluation, "wiki", "word_perplexity,none"))
                .isCloseTo(Math.exp((13 + 10) / 5.0), within(1e-9));
    }

    @Test
    void choicesComeFromTablesAndParquetToo() throws IOException, SQLException {
        String task = """
                task: %s
                dataset_path: %s
                dataset_kwargs: {data_files: {test: %s}}
                output_type: multiple_choice
                test_split: test
                doc_to_text: "Q: {{question}}"
                doc_to_target: label
                doc_to_choice: %s
                """;
        file("t.csv", "question,a,b,label\n\"one, two\",aaaa,c,0\nwhy,c,ab,1\n");
        file("csv.yaml", task.formatted("of_csv", "csv", "t.csv", "\"{{[a, b]}}\""));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT 'why' AS question, ['c', 'ab'] AS choices, 1::BIGINT AS label) TO '"
                    + folder.resolve("t.parquet") + "' (FORMAT parquet)");
        }
        file("parquet.yaml", task.formatted("of_parquet", "parquet", "t.parquet", "choices"));
        ScriptedModel model = new ScriptedModel();
        Evaluation evaluation = run(model, PLAIN, "csv.yaml", "parquet.yaml");
        assertThat(model.questions.getFirst())
                .isEqualTo(new LanguageModel.Question("Q: one, two", List.of(" aaaa", " c")));
        // " aaaa" costs the 1 of the blank and 4 quarters, " c" 2; a letter costs 0.5 against 2
        assertThat(value(evaluation, "of_csv", "acc,none")).isEqualTo(0.5);
        assertThat(value(evaluation, "of_csv", "acc_norm,none")).isEqualTo(1);
        assertThat(value(evaluation, "of_parquet", "acc_norm,none")).isEqualTo(1);
    }

    @Test
    void aQuestionMayBeTheChoice() throws IOException {
        file("w.yaml", """
                task: winograd
                dataset_path: json
                dataset_kwargs: {data_files: {test: w.jsonl}}
                output_type: multiple_choice
                test_split: test
                doc_to_text: label
                doc_to_target: rest
                doc_to_choice: ["The cup", "The spoon"]
                """);
        file("w.jsonl", """
                {"label": 1, "rest": "is full"}
                """);
        ScriptedModel model = new ScriptedModel();
        run(model, PLAIN, "w.yaml");
        assertThat(model.questions)
                .containsExactly(
                        new LanguageModel.Question("The cup", List.of(" is full")),
                        new LanguageModel.Question("The spoon", List.of(" is full")));
    }

    @Test
    void groupsAndTagsNameTheirTasks() throws IOException {
        blimp();
        gsm();
        file("blimp/other.yaml", """
                include: island.yaml
                task: blimp_other
                dataset_kwargs: {data_files: other.jsonl}
                """);
        file("blimp/other.jsonl", """
                {"sentence_good": "a", "sentence_bad": "b"}
                """);
        file("group.yaml", """
                group: blimp
                task: [blimp_island, blimp_other]
                aggregate_metric_list:
                  - {metric: acc, weight_by_size: True}
                """);
        Evaluation evaluation = run(new ScriptedModel(), PLAIN, "blimp", "math_word_problems");
        assertThat(evaluation.tasks())
                .extracting(TaskResult::name)
                .containsExactly("blimp_island", "blimp_other", "gsm8k");
        Figure average = evaluation.groups().getFirst().figures().getFirst();
        assertThat(average.estimate().value()).isCloseTo(3 / 4.0, within(1e-12));
    }

    /** Two items in clusters of two and one: the error is that of the cluster sums about the mean, by hand. */
    @Test
    void itemsOfAClusterAreNotTakenForIndependent() throws IOException {
        blimp();
        file("blimp/clustered.yaml", """
                include: island.yaml
                task: clustered
                dataset_kwargs: {data_files: clustered.jsonl}
                metadata: {version: 1.0, cluster: passage}
                """);
        file("blimp/clustered.jsonl", """
                {"sentence_good": "a", "sentence_bad": "b", "passage": "p"}
                {"sentence_good": "a", "sentence_bad": "b", "passage": "p"}
                {"sentence_good": "b", "sentence_bad": "a", "passage": "q"}
                """);
        Evaluation evaluation = run(new ScriptedModel(), PLAIN, "blimp/clustered.yaml");
        Figure acc = figure(evaluation, "clustered", "acc,none");
        // r = 2/3; clusters 2 - 2r = 2/3 and 0 - r = -2/3; se^2 = 2/1 * (4/9 + 4/9) / 9
        assertThat(acc.estimate().standardError()).isCloseTo(Math.sqrt(16 / 81.0), within(1e-12));
    }

    /** Values of a 2 by 3 table of replicates and items, with the variance components worked out by hand. */
    @Test
    void seedsEnterTheErrorAsItemsDo() {
        List<List<Metric.Part>> parts = List.of(parts(1, 0, 1), parts(0, 0, 1));
        // item means 0.5, 0, 1; replicate means 2/3, 1/3; mean 0.5
        double items = ((0.0 + 0.25 + 0.25) / 2) / 3;
        double replicates = (2 * (1 / 36.0) / 1) / 2;
        // residuals of the first replicate: 1/3, -1/6, -1/6; of the second their negatives
        double residual = 2 * (1 / 9.0 + 2 / 36.0) / (2 * 1) / (3 * 2);
        assertThat(Replicates.of(Metric.ACC, parts, List.of("0", "1", "2")).standardError())
                .isCloseTo(Math.sqrt(items + replicates - residual), within(1e-12));
    }

    private static List<Metric.Part> parts(double... values) {
        return Arrays.stream(values)
                .mapToObj(value -> new Metric.Part(value, 1))
                .toList();
    }

    /** The same items under two prompts: means 1 and 0, so the error is that of the prompts, 0.5, as no item differs. */
    @Test
    void severalPromptsOfATaskEnterItsError() throws IOException {
        blimp();
        file("blimp/prompts.yaml", """
                include: island.yaml
                task: prompts
                output_type: generate_until
                doc_to_target: "{{sentence_good}}"
                doc_to_choice: null
                metric_list: [{metric: exact_match}]
                metadata:
                  prompts: ["Copy: {{sentence_good}}", "Say {{sentence_good}}"]
                """);
        ScriptedModel model = new ScriptedModel(prompt -> prompt.text().replace("Copy: ", ""));
        Evaluation evaluation = run(model, PLAIN, "blimp/prompts.yaml");
        Figure match = figure(evaluation, "prompts", "exact_match,none");
        assertThat(match.estimate().value()).isEqualTo(0.5);
        assertThat(match.estimate().standardError()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void aTaskWithoutExamplesKeepsNone() throws IOException {
        blimp();
        gsm();
        EvaluationRequest five = new EvaluationRequest(OptionalInt.of(1), OptionalInt.of(3), List.of(1L, 2L));
        Evaluation evaluation = run(new ScriptedModel(), five, "blimp/island.yaml", "gsm8k.yaml");
        assertThat(evaluation.tasks()).extracting(TaskResult::fewshot).containsExactly(0, 3);
        assertThat(evaluation.tasks()).extracting(TaskResult::asked).containsExactly(1, 1);
        assertThat(evaluation.tasks().get(1).samples()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "process_docs: !function utils.process_docs",
                "doc_to_text: !function utils.doc_to_text",
                "process_results: anything",
                "unknown_key: 1",
                "use_prompt: x",
                "doc_to_image: x",
                "output_type: magic",
                "dataset_path: openai/gsm8k",
                "doc_to_target: !function utils.target",
                "doc_to_choice: !function utils.choices",
                "process_results: !function utils.results",
                "custom_dataset: !function utils.load",
                "metric_list: [{metric: !function utils.f1}]",
                "metric_list: [{metric: acc, aggregation: !function utils.f1}]",
                "filter_list: [{name: x, filter: [{function: !function utils.F}]}]",
                "test_split: dev",
                "metric_list: [{metric: bleu}]",
                "metric_list: [{metric: exact_match, aggregation: median}]",
                "metric_list: [{metric: exact_match, regexes_to_ignore: ['(']}]",
                "filter_list: [{name: x, filter: [{function: multi_choice_regex}]}]",
                "filter_list: [{name: x, filter: [{function: format_span}]}]",
                "filter_list: [{name: x, filter: [{function: take_first_k, k: 4}]}]",
                "generation_kwargs: {num_beams: 4}",
                "fewshot_config: {sampler: balanced}",
                "num_fewshot: 8",
                "repeats: 0",
                "dataset_kwargs: {data_files: gone.jsonl}",
                "dataset_kwargs: &x {data_files: *x}"
            })
    void whatIsUnsupportedIsRefusedByFileAndKey(String line) throws IOException {
        gsm();
        file("bad.yaml", "include: gsm8k.yaml\ntask: bad\n" + line + "\n");
        String key = line.substring(0, line.indexOf(':'));
        assertThatThrownBy(() -> run(new ScriptedModel(), PLAIN, "bad.yaml"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("bad.yaml: key \"" + key);
    }

    @Test
    void codeThatIsOverriddenIsNoHindrance() throws IOException {
        gsm();
        file("code.yaml", "include: gsm8k.yaml\ntask: code\nprocess_docs: !function utils.process_docs\n");
        file("plain.yaml", "include: code.yaml\ntask: plain\nprocess_docs: null\n");
        assertThat(run(new ScriptedModel(), PLAIN, "plain.yaml").tasks()).hasSize(1);
    }

    @Test
    void filtersDoWhatTheirNamesSay() {
        Map<String, Object> map = Map.of("function", "map", "mapping_dict", Map.of("A", "1"), "default_value", "0");
        assertThat(apply(map, "A", "B")).containsExactly("1", "0");
        assertThat(apply(Map.of("function", "lowercase"), "AbC")).containsExactly("abc");
        assertThat(apply(Map.of("function", "uppercase"), "AbC")).containsExactly("ABC");
        assertThat(apply(Map.of("function", "remove_whitespace"), " a ", "b\n")).containsExactly("a", "b");
        assertThat(apply(Map.of("function", "majority_vote"), "b", "a", "a", "b"))
                .containsExactly("b");
        assertThat(apply(Map.of("function", "regex", "regex_pattern", "(?P<n>\\d+)"), "x 12 3", "no"))
                .containsExactly("12", "[invalid]");
        assertThat(apply(Map.of("function", "regex", "regex_pattern", "\\d", "group_select", -1L), "x 1 2"))
                .containsExactly("2");
    }

    /** Worked by hand after the harness's {@code MultiChoiceRegexFilter}. */
    @Test
    void aChoiceIsFoundByPatternThenByItsTextThenByItsLetter() {
        Map<String, Object> step = Map.of(
                "function",
                "multi_choice_regex",
                "regex_pattern",
                "(\\([A-Z]\\))",
                "group_select",
                -1L,
                "ignore_case",
                true,
                "ignore_punctuation",
                true,
                "weight",
                "x");
        assertThatThrownBy(() -> apply(step, "x")).hasMessageContaining("weight");
        Map<String, Object> good = new java.util.LinkedHashMap<>(step);
        good.remove("weight");
        assertThat(apply(good, "(A) or (B)", "I saw the cat, then A DOG.", "Answer:  C", "none"))
                .containsExactly("(B)", "(B)", "(C)", "[invalid]");
    }

    /** Three ways in which the hub's files lie on a disk; the task file is the harness's own with nothing changed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nyu-mll/blimp/adjunct_island/train.jsonl",
                "blimp/adjunct_island/train-00000-of-00001.jsonl",
                "datasets--nyu-mll--blimp/snapshots/0a1b/adjunct_island/train.jsonl",
                "nyu-mll/blimp/data/train.jsonl"
            })
    void aDataSetOfTheHubIsReadFromAFolder(String place) throws IOException {
        blimp();
        file("blimp/island.yaml", "include: _template_yaml\ntask: island\ndataset_name: adjunct_island\n");
        file(
                "hub/" + place,
                "{\"sentence_good\": \"a\", \"sentence_bad\": \"bb\"}\n{\"sentence_good\": \"ccc\", \"sentence_bad\": \"d\"}\n");
        TaskLibrary.Selection selection = TaskLibrary.find(
                List.of(folder.resolve("blimp/island.yaml").toString()), List.of(), Optional.of(folder.resolve("hub")));
        Evaluation evaluation = Evaluation.of(selection, new ScriptedModel(), PLAIN, Optional.empty(), share -> {});
        assertThat(evaluation.tasks().getFirst().asked()).isEqualTo(2);
    }

    @Test
    void aDataSetThatIsNotInTheFolderIsNamed() throws IOException {
        blimp();
        file("blimp/island.yaml", "include: _template_yaml\ntask: island\ndataset_name: adjunct_island\n");
        file("hub/other/train.jsonl", "{}");
        List<String> words = List.of(folder.resolve("blimp/island.yaml").toString());
        Optional<Path> hub = Optional.of(folder.resolve("hub"));
        assertThatThrownBy(() -> TaskLibrary.find(words, List.of(), hub))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("data set nyu-mll/blimp is not in --data");
        file("hub/blimp/adjunct_island/validation.jsonl", "{}");
        assertThatThrownBy(() -> TaskLibrary.find(words, List.of(), hub))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no file of the splits train is in");
    }

    private List<String> apply(Map<String, Object> step, String... answers) {
        return Filter.of(new Fields(folder, "", step), 4)
                .apply(List.of(answers), Map.of("choices", List.of("the cat", "a dog", "No bird")));
    }
}
