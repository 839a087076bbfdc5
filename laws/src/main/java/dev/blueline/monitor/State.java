package dev.blueline.monitor;

/** Where a run stands against its forecast. */
public enum State {
    /** Too little is known: warm-up, early training, or a gap before annealing that hides the level. */
    NOT_YET("not yet to be said"),
    ON_THE_LINE("on the line"),
    BETTER("better"),
    WORSE("worse");

    private final String words;

    State(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
