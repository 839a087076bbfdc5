package dev.blueline.cli;

import java.io.Console;
import java.nio.charset.Charset;

/**
 * What the user looks at. The launcher says in {@code COLUMNS} how wide it is, and in properties whether output and errors go
 * to it and whether it knows letters beyond ASCII.
 *
 * <p>One rule holds for all text: on a terminal no line is wider than it ({@link WordWrap}, {@link Columns}); into a file or
 * a pipe lines stay whole, so that tools find them.
 */
final class Terminal {
    /** Below this nothing is fitted any more. */
    private static final int LEAST = 20;

    private Terminal() {}

    /** Where text goes. */
    enum Stream {
        OUTPUT("blueline.page"),
        ERRORS("blueline.terminal");

        private final String property;

        Stream(String property) {
            this.property = property;
        }

        /** Whether a person reads it on a terminal. */
        boolean read() {
            String said = System.getProperty(property, "");
            if (!said.isEmpty()) {
                return Boolean.parseBoolean(said);
            }
            Console console = System.console();
            return console != null && console.isTerminal();
        }

        /** The widest line in characters: that of the terminal, or no bound. */
        int width() {
            return read() ? columns(Integer.MAX_VALUE, LEAST, Integer.MAX_VALUE) : Integer.MAX_VALUE;
        }
    }

    /** Whether standard error can be drawn on: a terminal that moves its cursor. */
    static boolean drawn() {
        return Stream.ERRORS.read() && !dumb();
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

    /** Whether pictures are drawn in ASCII: a POSIX locale, or an encoding of standard output without their characters. */
    static boolean ascii() {
        return "ascii".equals(System.getProperty("blueline.letters")) || !draws(System.out.charset());
    }

    private static boolean draws(Charset charset) {
        return charset.canEncode() && charset.newEncoder().canEncode("\u28ff\u2500\u2591");
    }
}
