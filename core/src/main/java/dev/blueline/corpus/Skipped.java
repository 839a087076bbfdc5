package dev.blueline.corpus;

/** Why something that was found is not in the corpus. */
public enum Skipped {
    HIDDEN("hidden files"),
    LINK("links to folders or to nothing, links inside archives, pipes and devices: not followed"),
    OUTSIDE("entries of archives whose names lead out of the archive"),
    OTHER_KIND("files of a kind that is not read as text"),
    BINARY("binary files, or files that are mostly not UTF-8"),
    NOTHING_TO_KEEP("files with nothing to keep: empty, or machine-generated code"),
    TOO_LARGE("files too large for their kind: above 64 MB, web pages and XML above 16 MB"),
    DAMAGED("files that are damaged or cannot be read, from some place on"),
    BOMB("packed files left where they unpack to more than 250 times their size"),
    TOO_DEEP("archives inside archives inside archives"),
    NO_TEXT_COLUMN("tables, JSON and Parquet files without a column of text"),
    BAD_RECORD("records that cannot be understood"),
    EMPTY_RECORD("records without text"),
    DUPLICATE("documents that repeat another word for word"),
    NEAR_DUPLICATE("documents that nearly repeat another: four in five sequences of five words"),
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
