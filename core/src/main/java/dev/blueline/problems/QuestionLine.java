package dev.blueline.problems;

import dev.blueline.ledger.BadInput;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A line of a file of questions.
 *
 * @param question text that the model reads
 * @param gold the right answer
 * @param level difficulty, from 1
 * @param steps calculations noted in the worked solution, at least 1
 * @param trace the worked solution, if there is one
 */
record QuestionLine(String question, String gold, int level, int steps, Optional<String> trace) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MARK = "####";
    private static final Pattern NOTE = Pattern.compile("<<[^<>]*>>");

    /** The same for questions that differ in case and white space only. */
    String key() {
        return key(question);
    }

    static String key(String question) {
        return question.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a line.
     *
     * @param where file and line, for messages
     */
    static QuestionLine read(String line, String where) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JacksonException broken) {
            throw new BadInput(where + " is not JSON; give an object with question and answer", broken);
        }
        String question =
                text(node, node.has("question") ? "question" : "prompt", where).strip();
        String answer = text(node, "answer", where);
        if (question.isEmpty() || answer.isBlank()) {
            throw new BadInput(where + " lacks question (or prompt) or answer; give both");
        }
        int mark = answer.lastIndexOf(MARK);
        Optional<String> given = Optional.of(text(node, "trace", where)).filter(text -> !text.isBlank());
        String worked = given.orElse(mark < 0 ? "" : answer.substring(0, mark));
        int notes = (int) NOTE.matcher(worked).results().count();
        String trace = NOTE.matcher(worked).replaceAll("").strip();
        QuestionLine read = new QuestionLine(
                question,
                answer.substring(mark < 0 ? 0 : mark + MARK.length()).strip(),
                level(node, where),
                Math.max(1, notes),
                Optional.of(trace).filter(text -> !text.isEmpty()));
        requireRight(read, where);
        return read;
    }

    private static void requireRight(QuestionLine line, String where) {
        Problem problem = new Problem("", line.level(), line.key(), line.question(), line.gold(), line.steps());
        Verification verified = Verification.of(new AnswerKey(), problem, line.gold(), Verification.MOST_STEPS);
        if (!(verified instanceof Verification.Scored scored && scored.right())) {
            throw new BadInput(where + " has an answer that its verifier does not take for right: \""
                    + shown(line.gold()) + "\"; give a number or a short text");
        }
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /** A text, or a number as it is written; empty where there is none. */
    private static String text(JsonNode node, String key, String where) {
        JsonNode given = node.path(key);
        require(given.isMissingNode() || given.isString() || given.isNumber(), where, key, given, "a text");
        return given.asString("");
    }

    private static int level(JsonNode node, String where) {
        JsonNode given = node.path("level");
        require(
                given.isMissingNode() || given.isIntegralNumber() && given.canConvertToInt() && given.intValue() >= 1,
                where,
                "level",
                given,
                "a whole number of 1 or more");
        return given.isMissingNode() ? 1 : given.intValue();
    }

    private static void require(boolean holds, String where, String key, JsonNode given, String wanted) {
        if (!holds) {
            throw new BadInput(where + " has \"" + key + "\": " + given + "; give " + wanted);
        }
    }
}
