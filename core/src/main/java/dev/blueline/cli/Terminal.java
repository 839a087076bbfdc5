package dev.blueline.cli;

import java.io.Console;

/** What the user looks at. The launcher says in {@code COLUMNS} how wide it is and in a property whether errors go to it. */
final class Terminal {
    private Terminal() {}

    /** Whether standard error can be drawn on: a terminal that moves its cursor. */
    static boolean drawn() {
        String said = System.getProperty("blueline.terminal", "");
        if (!said.isEmpty()) {
            return Boolean.parseBoolean(said) && !dumb();
        }
        Console console = System.console();
        return console != null && console.isTerminal() && !dumb();
    }

    /** Whether there are no colours and no cursor. */
    static boolean dumb() {
        return "dumb".equals(System.getenv("TERM"));
    }

    /** Its width in characters, within bounds. */
    static int columns(int unknown, int least, int most) {
        String said = System.getenv("COLUMNS");
        int columns = said != null && said.matches("[1-9]\\d{0,3}") ? Integer.parseInt(said) : unknown;
        return Math.clamp(columns, least, most);
    }
}
