package dev.blueline.study;

import dev.blueline.ledger.Journal;
import java.nio.file.Path;

/** A process that appends lines to a journal: file, name, how many. */
final class Appender {
    private Appender() {}

    public static void main(String[] arguments) {
        append(Path.of(arguments[0]), arguments[1], Integer.parseInt(arguments[2]));
    }

    static void append(Path file, String name, int lines) {
        Journal journal = Journal.twice(file);
        for (int i = 0; i < lines; i++) {
            journal.append("{\"by\":\"" + name + "\",\"line\":" + i + ",\"filler\":\"" + "x".repeat(2000) + "\"}");
        }
    }
}
