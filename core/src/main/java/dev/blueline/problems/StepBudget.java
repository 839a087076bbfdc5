package dev.blueline.problems;

/** Steps that one verification may take. */
public final class StepBudget {
    private final long most;
    private long spent;
    private volatile boolean stopped;

    public StepBudget(long most) {
        this.most = most;
    }

    /** Takes so many steps. */
    public void spend(long steps) {
        spent += steps;
        if (spent > most || stopped) {
            throw new Exceeded(most);
        }
    }

    public long spent() {
        return spent;
    }

    /** Takes what is left away: whoever spends more, on whatever thread, is stopped. */
    void stop() {
        stopped = true;
    }

    /** A verification went beyond its budget. */
    public static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1;

        Exceeded(long most) {
            super("more than " + most + " steps");
        }
    }
}
