package dev.blueline.ledger;

/** The user gave something that cannot be used. The message is one line: what is wrong, where, what to do. */
public final class BadInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadInput(String message) {
        super(message);
    }

    public BadInput(String message, Throwable cause) {
        super(message, cause);
    }
}
