package dev.blueline.corpus;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A text too long to hold, cut into sections as it is read, where {@link Sections} would cut it: documents of about 32,000
 * characters that end at a paragraph break, or at a line break or a space where there is none for long.
 */
final class LongText {
    private static final int LOOKAHEAD = Sections.LONGEST * 3 / 2;

    private final Reader characters;
    private final char[] buffer = new char[1 << 16];
    private final StringBuilder text = new StringBuilder();
    private boolean ended;
    private Optional<IOException> damage = Optional.empty();
    private char kept;

    LongText(Reader characters) {
        this.characters = characters;
    }

    /** Hands over each section, clean and without white space at its ends, numbered from 1. */
    void sections(Consumer<String> sections) throws IOException {
        while (text.isEmpty() && more()) {
            text.delete(0, leadingSpace());
        }
        while (true) {
            while (text.length() < LOOKAHEAD && more()) {}
            if (text.isEmpty()) {
                if (damage.isPresent()) {
                    throw damage.get();
                }
                return;
            }
            int end = text.length() < LOOKAHEAD
                    ? text.length()
                    : Sections.cut(text.substring(0, LOOKAHEAD), Sections.LONGEST);
            String section = text.substring(0, end).strip();
            if (!section.isEmpty()) {
                sections.accept(section);
            }
            text.delete(0, end);
        }
    }

    private int leadingSpace() {
        int space = 0;
        while (space < text.length() && Character.isWhitespace(text.charAt(space))) {
            space++;
        }
        return space;
    }

    /** Adds what is read next; what could be half of something waits for its other half. */
    private boolean more() throws IOException {
        if (ended) {
            return false;
        }
        StringBuilder next = new StringBuilder();
        if (kept != 0) {
            next.append(kept);
            kept = 0;
        }
        int read = -1;
        try {
            read = characters.read(buffer, 0, buffer.length);
        } catch (IOException broken) { // thrown after what was read is handed over
            damage = Optional.of(broken);
        }
        ended = read < 0;
        if (!ended) {
            next.append(buffer, 0, read);
            char last = next.charAt(next.length() - 1);
            if (Character.isHighSurrogate(last) || last == '\r') {
                kept = last;
                next.setLength(next.length() - 1);
            }
        }
        text.append(CleanText.clean(next.toString()));
        return true;
    }
}
