package dev.blueline.tasks;

import java.util.List;

/**
 * Cuts passages with sought texts out of documents, so that the rest of a document stays. A passage is the sentences that hold
 * the text, or where no sentence begins or ends nearby, lines or at last the words themselves.
 */
public final class Passages {
    /** Furthest that a sentence is followed beyond the sought text, in characters. */
    private static final int REACH = 1_000;
    /** Cutting may bring words together that are sought as well. */
    private static final int ROUNDS = 8;

    private static final String ENDS = ".!?\u2026";
    private static final String CLOSING = "\"'\u201D\u2019\u00BB)]";

    private final Leakage sought;

    /** @param sought texts that are to go */
    public Passages(Leakage sought) {
        this.sought = sought;
    }

    /** The text without its passages that hold a sought text; empty if nothing is left. */
    public String without(String text) {
        String left = text;
        for (int round = 0; round < ROUNDS; round++) {
            List<Leakage.Place> places = sought.places(left);
            if (places.isEmpty()) {
                return left;
            }
            left = cut(left, places);
        }
        return "";
    }

    private static String cut(String text, List<Leakage.Place> places) {
        StringBuilder kept = new StringBuilder();
        int at = 0;
        for (Leakage.Place place : places) {
            int from = begin(text, place.from());
            if (from > at) {
                keep(kept, text.substring(at, from));
            }
            at = Math.max(at, end(text, place.to()));
        }
        keep(kept, text.substring(at));
        return kept.toString();
    }

    /** What stood on two sides of a passage becomes two paragraphs. */
    private static void keep(StringBuilder kept, String piece) {
        if (!piece.isBlank()) {
            kept.append(kept.isEmpty() ? "" : "\n\n").append(piece.strip());
        }
    }

    /** Where the sentence around a place begins. */
    private static int begin(String text, int place) {
        int least = Math.max(0, place - REACH);
        for (int at = place; at > least; at--) {
            if (beginsSentence(text, at)) {
                return at;
            }
        }
        return least == 0 ? 0 : lineBegin(text, place, least);
    }

    private static int lineBegin(String text, int place, int least) {
        int line = text.lastIndexOf('\n', place - 1);
        return line >= least ? line : place;
    }

    private static boolean beginsSentence(String text, int at) {
        if (!Character.isWhitespace(text.charAt(at - 1))) {
            return false;
        }
        int last = at - 1;
        int lines = 0;
        while (last >= 0 && Character.isWhitespace(text.charAt(last))) {
            lines += text.charAt(last) == '\n' ? 1 : 0;
            last--;
        }
        while (last >= 0 && CLOSING.indexOf(text.charAt(last)) >= 0) {
            last--;
        }
        return lines > 1 || last < 0 || ENDS.indexOf(text.charAt(last)) >= 0;
    }

    /** Where the sentence around the place before ends. */
    private static int end(String text, int place) {
        int most = Math.min(text.length(), place + REACH);
        for (int at = place; at < most; at++) {
            char c = text.charAt(at);
            if (c == '\n' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                return at;
            }
            if (ENDS.indexOf(c) >= 0) {
                int after = at + 1;
                while (after < text.length() && (ENDS + CLOSING).indexOf(text.charAt(after)) >= 0) {
                    after++;
                }
                if (after == text.length() || Character.isWhitespace(text.charAt(after))) {
                    return after;
                }
            }
        }
        int line = text.indexOf('\n', place);
        return most == text.length() ? most : line >= 0 && line < most ? line : place;
    }
}
