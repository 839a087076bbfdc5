package dev.blueline.testtime;

/** Hears how thinking goes. */
public interface ThinkingListener {
    /** Something that a user should read. */
    void says(String line);

    /** A round has been made. */
    void advanced(ThinkingState state);

    /** Hears nothing. */
    ThinkingListener SILENT = new ThinkingListener() {
        @Override
        public void says(String line) {}

        @Override
        public void advanced(ThinkingState state) {}
    };
}
