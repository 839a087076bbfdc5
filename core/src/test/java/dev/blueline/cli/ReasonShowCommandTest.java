package dev.blueline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blueline.ledger.Journal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ReasonShowCommandTest {
    @TempDir
    Path folder;

    private void thought(String problem, String thought, String answer, Object reward) {
        ObjectNode line = JsonMapper.shared().createObjectNode();
        line.put("step", 4).put("task", "copy").put("level", 1).put("problem", problem);
        line.put("thought", thought).put("answer", answer);
        line.putPOJO("reward", reward);
        line.put("tokens", 3).put("cut", false);
        new Journal(folder.resolve("thoughts.jsonl")).append(line.toString());
    }

    @Test
    void controlCharactersOfAModelAreShownAndNotObeyed() {
        thought("2+2\u001b[2J", "a\nb\u001b]0;title\u0007", "\u009b31m4\r", 1);
        thought("2+2\u001b[2J", "", "5", "NaN");
        CommandRun run = CommandRun.of("reason", "show", "--run", folder.toString());
        assertThat(run.code()).as(run.error()).isZero();
        assertThat(run.output())
                .contains("copy, level 1: 2+2\\u001b[2J")
                .contains("a\\nb\\u001b]0;title\\u0007  \\u009b31m4\\r  right")
                .contains("5  not verified: the verifier broke");
        assertThat(run.output().chars().filter(c -> Character.isISOControl(c) && c != '\n'))
                .isEmpty();
    }
}
