package dev.blueline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** A command as typed, ready to be typed again. */
final class TypedCommand {
    private TypedCommand() {}

    static String of(CommandSpec spec) {
        List<String> words = new ArrayList<>(List.of(System.getProperty("blueline.command", "./blueline")));
        words.addAll(spec.commandLine().getParseResult().originalArgs());
        return words.stream().map(TypedCommand::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return word.matches("[\\w./:=,@%+~-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
