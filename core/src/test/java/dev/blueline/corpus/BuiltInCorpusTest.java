package dev.blueline.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.corpus.CorpusReport.DomainSize;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BuiltInCorpusTest {
    private static Corpus corpus;

    @BeforeAll
    static void read() {
        corpus = Corpus.builtIn(Path.of("target/corpus"));
    }

    @Test
    void it_is_at_least_60_MB_in_four_domains() {
        CorpusReport report = corpus.report();

        assertThat(report.trainingBytes() + report.validationBytes()).isGreaterThan(60_000_000);
        assertThat(report.domains()).containsOnlyKeys("code", "definitions", "documentation", "parliament");
        assertThat(report.domains().values())
                .allSatisfy(size -> assertThat(size.trainingBytes()).isGreaterThan(8_000_000));
    }

    @Test
    void every_domain_is_held_out_in_a_reasonable_share() {
        assertThat(corpus.report().validationBytes()).isGreaterThan(1_000_000);
        for (DomainSize size : corpus.report().domains().values()) {
            double share = (double) size.validationBytes() / (size.validationBytes() + size.trainingBytes());
            assertThat(share).isBetween(0.01, 0.08);
            assertThat(size.validationDocuments()).isGreaterThan(100);
        }
    }

    @Test
    void no_group_and_no_text_is_on_both_sides() {
        Set<String> groups = corpus.training().stream().map(Document::group).collect(Collectors.toSet());
        Set<String> texts =
                corpus.training().stream().map(Document::text).collect(Collectors.toCollection(HashSet::new));

        assertThat(corpus.validation()).noneMatch(document -> groups.contains(document.group()));
        assertThat(corpus.validation()).noneMatch(document -> texts.contains(document.text()));
        assertThat(corpus.report().sharedLongLines()).isLessThan(0.01);
    }

    @Test
    void boilerplate_is_gone() {
        long licences = corpus.training().stream()
                .filter(document -> document.text().contains("Licensed to the Apache Software Foundation")
                        || document.text().contains("http://www.apache.org/licenses/LICENSE-2.0"))
                .count();
        assertThat(licences).isLessThan(10);
        List<Document> code = of("code");
        assertThat(code).noneMatch(document -> document.text().startsWith("package "));
        assertThat(code.stream()
                        .filter(document -> document.text().contains("\nimport java."))
                        .count())
                .isLessThan(code.size() / 500);
        List<Document> prose = of("documentation");
        assertThat(prose.stream()
                        .filter(document -> document.text().contains("{@")
                                || document.text().contains("<p>"))
                        .count())
                .isLessThan(prose.size() / 50);
    }

    @Test
    void a_definition_reads_like_one() {
        assertThat(corpus.training())
                .anySatisfy(document -> assertThat(document.text())
                        .isEqualTo(
                                "suck, blow (verb): be inadequate or objectionable. \"this sucks!\" \"this blows!\""));
    }

    @Test
    void text_holds_no_control_characters_but_newline_and_tab() {
        assertThat(corpus.training())
                .allMatch(document -> CleanText.clean(document.text()).equals(document.text()));
    }

    @Test
    void domains_are_mixed_along_the_training_order() {
        List<Document> first =
                corpus.training().stream().limit(corpus.training().count() / 10).toList();
        for (String domain : corpus.report().domains().keySet()) {
            long all = of(domain).size();
            long early = first.stream()
                    .filter(document -> document.domain().equals(domain))
                    .count();
            assertThat((double) early / all).isBetween(0.08, 0.12);
        }
    }

    private static List<Document> of(String domain) {
        return corpus.training().stream()
                .filter(document -> document.domain().equals(domain))
                .toList();
    }
}
