package dev.blueline.study;

import dev.blueline.engine.Optimizer;
import dev.blueline.ledger.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.InjectableValues;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.toml.TomlMapper;

/** Reads a study from its TOML file; anything unknown, missing, mistyped or absurd is one clear line. */
public final class StudyFile {
    /** Keys that a file may leave out. */
    private static final InjectableValues OPTIONAL = new InjectableValues.Std()
            .addValue("optimizer", Optimizer.ADAMW)
            .addValue("muonRate", 0.0)
            .addValue("mostEpochs", 1.0)
            .addValue("textColumns", List.of())
            .addValue("skillNames", List.of())
            .addValue("skills", Study.Skills.NONE);

    private static final TomlMapper KNOWN = TomlMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enumNamingStrategy(EnumNamingStrategies.LOWER_CASE)
            .injectableValues(OPTIONAL)
            .build();
    private static final TomlMapper COMPLETE = KNOWN.rebuild()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private StudyFile() {}

    public static Study read(Path file) {
        Study study = read(file, Study.class, "studies/first-look.toml");
        StudyRules.check(study, file);
        return study;
    }

    /** Reads a study with data as the axis. */
    public static DataStudy readData(Path file) {
        DataStudy study = read(file, DataStudy.class, "studies/repetition.toml");
        DataStudyRules.check(study, file);
        return study;
    }

    /** Reads a study of reasoning. */
    public static ReasoningStudy readReasoning(Path file) {
        ReasoningStudy study = read(file, ReasoningStudy.class, "studies/arithmetic.toml");
        ReasoningStudyRules.check(study, file);
        return study;
    }

    /** Reads a study of thinking before answering. */
    public static ThoughtStudy readThought(Path file) {
        ThoughtStudy study = read(file, ThoughtStudy.class, "studies/thought.toml");
        ThoughtStudyRules.check(study, file);
        return study;
    }

    /** Reads a study of compute at the answer. */
    public static AnsweringStudy readAnswering(Path file) {
        AnsweringStudy study = read(file, AnsweringStudy.class, "studies/test-time.toml");
        AnsweringStudyRules.check(study, file);
        return study;
    }

    /** Whether a file has a table {@code [axis]}, that is, data as the axis. A file that cannot be read has none. */
    public static boolean isData(Path file) {
        return hasTable(file, "axis");
    }

    /** Whether a file is a study of reasoning, with FLOPs of reinforcement learning as the axis, of thinking before answering, or of compute at the answer. */
    public static boolean isReasoning(Path file) {
        return hasTable(file, "improvement") || hasTable(file, "thought") || hasTable(file, "answering");
    }

    /** Whether a file has a table of this name, which tells its kind. A file that cannot be read has none. */
    public static boolean hasTable(Path file, String table) {
        try {
            return Files.isRegularFile(file)
                    && KNOWN.readTree(file.toFile()).path(table).isObject();
        } catch (JacksonException malformed) {
            return false;
        }
    }

    private static <T> T read(Path file, Class<T> type, String example) {
        if (!Files.isRegularFile(file)) {
            throw new BadInput("no study file " + file + "; give a .toml file, see " + example);
        }
        try {
            // Unknown keys first: a misspelt key is also a missing one, and its nearest name helps more.
            KNOWN.readValue(file.toFile(), type);
            return COMPLETE.readValue(file.toFile(), type);
        } catch (UnrecognizedPropertyException unknown) {
            String key = unknown.getPropertyName();
            Collection<Object> known = unknown.getKnownPropertyIds();
            throw new BadInput(file + ": unknown key \"" + pathOf(unknown) + "\"" + nearestKey(key, known), unknown);
        } catch (DatabindException mistyped) {
            if (mistyped.getCause() instanceof BadInput cause) {
                throw new BadInput(file + ": key \"" + pathOf(mistyped) + "\": " + cause.getMessage(), mistyped);
            }
            throw new BadInput(
                    file + ": key \"" + pathOf(mistyped) + "\": " + firstLine(mistyped) + "; compare " + example,
                    mistyped);
        } catch (JacksonException malformed) {
            throw new BadInput(file + ": not valid TOML: " + firstLine(malformed), malformed);
        }
    }

    private static String pathOf(DatabindException failure) {
        return failure.getPath().stream()
                .map(step -> step.getPropertyName() != null ? step.getPropertyName() : "[" + step.getIndex() + "]")
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    private static String firstLine(JacksonException failure) {
        String line = failure.getOriginalMessage().lines().findFirst().orElse("cannot be read");
        int line1 = failure.getLocation() == null ? -1 : failure.getLocation().getLineNr();
        if (line.startsWith("Missing creator property")) {
            return "is missing";
        }
        if (failure instanceof InvalidTypeIdException) {
            return "has no kind, or one that is not known; give kind = \"quality\", \"mixture\", \"repetition\","
                    + " \"continued\" or \"vocabulary\"";
        }
        if (failure instanceof MismatchedInputException bad
                && bad.getTargetType() != null
                && Collection.class.isAssignableFrom(bad.getTargetType())) {
            return "takes a list, even of one; write it in square brackets";
        }
        if (failure instanceof InvalidFormatException bad && bad.getValue() instanceof Number number) {
            return number + " is not a whole number";
        }
        if (failure instanceof InvalidFormatException bad) {
            Object[] values =
                    bad.getTargetType() == null ? null : bad.getTargetType().getEnumConstants();
            String wanted = values == null
                    ? "is not a number"
                    : "cannot be used; give "
                            + Stream.of(values)
                                    .map(value -> value.toString().toLowerCase(Locale.ROOT))
                                    .collect(Collectors.joining(" or "));
            return "\"" + bad.getValue() + "\" " + wanted;
        }
        String plain = line.replaceAll("`[a-z]+(\\.[a-z]+)*\\.([A-Z][A-Za-z.$]*)`", "$2")
                .replaceAll("\\(for input.*|\\(set DeserializationFeature.*|: Failed to deserialize.*", "")
                .strip();
        return line1 > 0 ? plain + " (line " + line1 + ")" : plain;
    }

    private static String nearestKey(String key, Collection<Object> known) {
        List<String> names = known.stream().map(Object::toString).sorted().toList();
        return nearest(key, names).orElse("; known here: " + String.join(", ", names));
    }

    /** A question for the nearest name, if one is near. */
    static Optional<String> nearest(String given, List<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> editDistance(given, name)))
                .filter(name -> editDistance(given, name) <= Math.max(2, given.length() / 3))
                .map(name -> "; did you mean \"" + name + "\"?");
    }

    /** Levenshtein distance. */
    static int editDistance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
