package dev.blueline.logs;

import dev.blueline.ledger.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * How a program's console lines are read: regular expressions, each looked for as often as it occurs in a line.
 *
 * <p>Named groups: {@code step} sets the step for this and the following lines, {@code total} the planned steps, {@code key} with {@code value}
 * names a series and its number, any other group is a series of that name.
 *
 * @param name for messages
 * @param json whether lines hold JSON objects; then there are no patterns
 * @param patterns tried on every line, in order
 */
record Profile(String name, boolean json, List<LinePattern> patterns) {
    private static final List<String> BUILT_IN = List.of("megatron", "olmo-core", "nanogpt", "json-lines");

    /**
     * One expression.
     *
     * @param only lines in which this is found, if given
     * @param regex looked for in them
     */
    record LinePattern(Optional<Pattern> only, Pattern regex) {}

    static List<Profile> builtIn() {
        return BUILT_IN.stream().map(Profile::builtIn).toList();
    }

    /** A built-in profile by name, or a TOML file. */
    static Profile of(String nameOrFile) {
        if (BUILT_IN.contains(nameOrFile)) {
            return builtIn(nameOrFile);
        }
        Path file = Path.of(nameOrFile);
        if (Files.isRegularFile(file)) {
            return parse(file.toString(), JsonText.text(file));
        }
        throw new BadInput("no profile " + nameOrFile + ": give a TOML file or one of " + String.join(", ", BUILT_IN));
    }

    private static Profile builtIn(String name) {
        try (InputStream in = Objects.requireNonNull(
                Profile.class.getResourceAsStream("profiles/" + name + ".toml"), "profile " + name)) {
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Profile parse(String name, String toml) {
        JsonNode root;
        try {
            root = new TomlMapper().readTree(toml);
        } catch (JacksonException malformed) {
            throw new BadInput("profile " + name + " is not TOML: " + JsonText.reason(malformed), malformed);
        }
        List<LinePattern> patterns = new ArrayList<>();
        for (JsonNode entry : root.path("pattern")) {
            Optional<Pattern> only =
                    entry.has("only") ? Optional.of(regex(name, entry.path("only"))) : Optional.empty();
            patterns.add(new LinePattern(only, regex(name, entry.path("regex"))));
        }
        boolean json = root.path("json").asBoolean(false);
        if (!json && patterns.isEmpty()) {
            throw new BadInput("profile " + name + " has neither [[pattern]] nor json = true; see docs/importing.md");
        }
        if (!json && patterns.stream().noneMatch(p -> p.regex().namedGroups().containsKey("step"))) {
            throw new BadInput("profile " + name + " has no pattern with a group (?<step>...); see docs/importing.md");
        }
        return new Profile(name, json, patterns);
    }

    private static Pattern regex(String name, JsonNode text) {
        if (!text.isString() || text.asString().isEmpty()) {
            throw new BadInput("profile " + name + ": a [[pattern]] needs a text \"regex\"");
        }
        try {
            return Pattern.compile(text.asString());
        } catch (PatternSyntaxException malformed) {
            throw new BadInput(
                    "profile " + name + ": " + malformed.getDescription() + " in the expression " + text.asString(),
                    malformed);
        }
    }
}
