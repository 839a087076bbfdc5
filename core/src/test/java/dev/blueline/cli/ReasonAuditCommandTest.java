package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReasonAuditCommandTest {
    @Test
    void anAuditIsPrintedAsTablesForPeople() {
        CommandRun run = CommandRun.of(
                "reason", "audit", "--task", "sudoku-4,sudoku-6", "--mutations", "1400", "--problems", "20");
        assertThat(run.code()).as(run.error()).isZero();
        assertThat(run.output())
                .contains("sudoku-4", "sudoku-6", "time to time", "No faults")
                .contains("1,400 in all");
    }

    @Test
    void anAuditIsPrintedAsJsonForPrograms() {
        CommandRun run = CommandRun.of(
                "reason", "audit", "--task", "sudoku-4", "--mutations", "500", "--problems", "20", "--json");
        assertThat(run.code()).as(run.error()).isZero();
        JsonNode levels = run.json().path("levels");
        assertThat(levels).hasSize(5);
        assertThat(run.json().path("sound").asBoolean()).isTrue();
        for (JsonNode level : levels) {
            assertThat(level.path("gold").path("right").asInt()).isEqualTo(40);
            assertThat(level.path("mutated").path("answers").asInt()).isEqualTo(100);
            assertThat(level.path("policies").path("guess").path("high").asDouble())
                    .isPositive();
            assertThat(level.path("solve").path("median_nodes").asDouble()).isPositive();
            assertThat(level.path("asymmetry").asDouble()).isGreaterThan(1);
        }
    }

    @Test
    void theParentCommandShowsWhatItHas() {
        assertThat(CommandRun.of("reason", "--help").output()).contains("audit", "show");
    }
}
