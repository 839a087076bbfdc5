package dev.blueline.problems;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a file of questions. */
final class QuestionFile {
    private QuestionFile() {}

    private record Numbered(int number, QuestionLine line) {}

    /**
     * Its questions in order, each once.
     *
     * @throws BadInput if the file or one of its lines cannot be used
     */
    static List<QuestionLine> read(Path file) {
        Map<String, Numbered> questions = new LinkedHashMap<>();
        int number = 0;
        for (String text : lines(file)) {
            number++;
            if (text.isBlank()) {
                continue;
            }
            String where = file + " line " + number;
            QuestionLine line = QuestionLine.read(text, where);
            Numbered earlier = questions.putIfAbsent(line.key(), new Numbered(number, line));
            if (earlier != null && !earlier.line().gold().equals(line.gold())) {
                throw new BadInput(
                        where + " asks what line " + earlier.number() + " asks, with another answer; keep one of them");
            }
        }
        if (questions.isEmpty()) {
            throw new BadInput(file + " holds no questions; give one JSON object with question and answer a line");
        }
        return questions.values().stream().map(Numbered::line).toList();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException broken) {
            throw new BadInput(file + " is not UTF-8 text; convert it", broken);
        } catch (IOException failure) {
            throw new BadInput(file + " cannot be read; check the path", failure);
        }
    }
}
