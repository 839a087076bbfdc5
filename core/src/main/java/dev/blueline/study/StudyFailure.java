package dev.blueline.study;

/** A study that cannot come to its end, through no fault of its input. The message is one line: what, and what to do. */
public final class StudyFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StudyFailure(String message) {
        super(message);
    }
}
