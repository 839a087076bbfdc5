package dev.blueline.corpus;

/** Why something that was found is not in the corpus. */
public enum Skipped {
    HIDDEN("hidden files"),
    OTHER_KIND("files of a kind that is not read as text"),
    BINARY("binary files, or files that are mostly not UTF-8"),
    NOTHING_TO_KEEP("files with nothing to keep: empty, or machine-generated code"),
    TOO_LARGE("files above 512 MB"),
    DUPLICATE("documents that repeat another word for word"),
    REPEATED_PARAGRAPH("paragraphs of 100 characters or more that repeat another word for word");

    private final String explanation;

    Skipped(String explanation) {
        this.explanation = explanation;
    }

    /** What was skipped, in plain words, plural. */
    public String explanation() {
        return explanation;
    }
}
