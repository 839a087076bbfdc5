package dev.blueline.ledger;

/** What was given cannot be used. The message is one line: what is wrong, where, what to do. */
public class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadInput(String message) {
        super(message);
    }

    public BadInput(String message, Throwable cause) {
        super(message, cause);
    }
}
