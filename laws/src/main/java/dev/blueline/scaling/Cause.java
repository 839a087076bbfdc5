package dev.blueline.scaling;

/**
 * What binds a red line. Size, data, repetition and a recipe are named by what was held fixed along the line; noise and the
 * ceiling by the measurements themselves.
 */
public sealed interface Cause {
    /** One plain sentence. */
    String sentence();

    /** One word: {@code size}, {@code data}, {@code repetition}, {@code noise}, {@code ceiling}, {@code verifier}, {@code base} or {@code fixed}. */
    String word();

    /**
     * How the cause was shown: what relieves the line, such as {@code N 1e9 instead of 7e7 gives 2.56 instead of 3.10 at the same D}; or
     * that nothing in the data shows it.
     */
    String shown();

    /** The sentence and how it was shown. */
    default String inWords() {
        return shown().isEmpty() ? sentence() : sentence() + "; " + shown();
    }

    /** More data at one model size. */
    record Size(String held, String shown) implements Cause {
        @Override
        public String word() {
            return "size";
        }

        @Override
        public String sentence() {
            return "the model is too small for more data to help: " + held + " is held fixed";
        }
    }

    /** Larger models on as much data. */
    record Data(String held, String shown) implements Cause {
        @Override
        public String word() {
            return "data";
        }

        @Override
        public String sentence() {
            return "the data are too few for a larger model to help: " + held + " is held fixed";
        }
    }

    /** The same text again and again. */
    record Repetition(String held, String shown) implements Cause {
        @Override
        public String word() {
            return "repetition";
        }

        @Override
        public String sentence() {
            return "reading the same text again teaches little new: " + held;
        }
    }

    /** The whole line moved little more than seeds do. */
    record Noise(String shown) implements Cause {
        @Override
        public String word() {
            return "noise";
        }

        @Override
        public String sentence() {
            return "what more of it brings drowns in the difference between seeds";
        }
    }

    /** The score has little room left below its highest value. */
    record Ceiling(String shown) implements Cause {
        @Override
        public String word() {
            return "ceiling";
        }

        @Override
        public String sentence() {
            return "the metric is near its ceiling and can hardly show more: a harder test would";
        }
    }

    /** Reinforcement learning against a verifier that accepts nearly all it is given, wrong answers among them. */
    record Verifier(String shown) implements Cause {
        @Override
        public String word() {
            return "verifier";
        }

        @Override
        public String sentence() {
            return "the verifier has no more reward to give: a stricter one would";
        }
    }

    /** Reinforcement learning that has made sure of what the model could do before in several tries, and goes no further. */
    record Base(String shown) implements Cause {
        @Override
        public String word() {
            return "base";
        }

        @Override
        public String sentence() {
            return "what the model could do before RL in several tries binds it: a better start would help";
        }
    }

    /** The line levels off, and the data do not tell which of the things held fixed is to blame. */
    record Fixed(String held, String shown) implements Cause {
        @Override
        public String word() {
            return "fixed";
        }

        @Override
        public String sentence() {
            return held;
        }
    }
}
