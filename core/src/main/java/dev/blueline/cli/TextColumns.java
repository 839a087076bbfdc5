package dev.blueline.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that says where tables keep their text. */
final class TextColumns {
    @Option(
            names = "--text-column",
            paramLabel = "NAME",
            description =
                    "Column of tables and JSON records that holds the text (default: text); several with commas between are joined.")
    List<String> names = new ArrayList<>();
}
