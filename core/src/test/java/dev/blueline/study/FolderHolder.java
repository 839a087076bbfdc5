package dev.blueline.study;

import dev.blueline.ledger.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that takes an output folder, says so in a file beside it, and keeps it until it is killed; 2 if it is refused. */
final class FolderHolder {
    private FolderHolder() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        try (OutputFolder output = OutputFolder.of(folder)) {
            output.claim(new OutputFolder.Owner("first-look", "abc", "text", 1, "java"));
            Files.writeString(Path.of(arguments[1]), "taken");
            Thread.sleep(120_000);
        } catch (BadInput refused) {
            System.err.println(refused.getMessage());
            System.exit(2);
        }
    }
}
