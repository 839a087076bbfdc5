package dev.blueline.corpus;

import dev.blueline.ledger.BadInput;

/** Refuses a source that gave nothing, or of which most cannot be understood, by the reason that helps most. */
final class Refusal {
    private Refusal() {}

    /**
     * @param source as the user named it
     * @param alone whether it is one file or archive, not a folder
     */
    static void check(String source, Reading reading, boolean alone) {
        PassedOver over = reading.passedOver();
        if (alone && over.count(Skipped.BOMB) > 0 && reading.files() <= 1) {
            throw refused(source
                    + " unpacks to more than 250 times its size; if you trust it, unpack it and give what is inside");
        }
        if (over.count(Skipped.BAD_RECORD) > reading.documents()) {
            throw refused(source + " cannot be understood: " + over.count(Skipped.BAD_RECORD) + " bad records against "
                    + reading.documents() + " good ones; the first is "
                    + over.examples(Skipped.BAD_RECORD).getFirst());
        }
        if (reading.files() > 0) {
            return;
        }
        if (over.count(Skipped.NO_TEXT_COLUMN) > 0) {
            throw refused(over.examples(Skipped.NO_TEXT_COLUMN).getFirst());
        }
        if (over.count(Skipped.DAMAGED) > 0) {
            throw refused(source + " is damaged (" + reason(over, Skipped.DAMAGED) + "); get it again");
        }
        if (over.count(Skipped.EMPTY_RECORD) > 0) {
            throw refused(source + " has no text in any of its " + over.count(Skipped.EMPTY_RECORD)
                    + " records; choose another column with --text-column");
        }
        if (alone && over.count(Skipped.TOO_LARGE) > 0) {
            throw refused(source + " is too large for its kind; split it into smaller files");
        }
        if (alone && over.count(Skipped.BINARY) > 0) {
            throw refused(source + " is not text: it holds NUL bytes or is mostly not UTF-8; convert it to UTF-8 text");
        }
        if (over.count(Skipped.TOO_DEEP) > 0) {
            throw refused(source + " holds its text in archives inside archives inside archives ("
                    + over.examples(Skipped.TOO_DEEP).getFirst() + "); unpack the outermost");
        }
        throw refused(source + " holds no readable text; give text, code, .jsonl, .csv, .parquet, .html or archives of"
                + " them (docs/corpus.md lists what can be read)");
    }

    private static String reason(PassedOver over, Skipped why) {
        String first = over.examples(why).getFirst();
        return first.substring(first.indexOf(": ") + 2);
    }

    /** What is wrong with the text that the user named, in one line whatever its path holds. */
    static BadInput refused(String what) {
        return new BadInput("corpus: " + OneLine.of(what));
    }

    static BadInput refused(String what, Throwable cause) {
        return new BadInput("corpus: " + OneLine.of(what), cause);
    }
}
