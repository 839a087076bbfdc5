package dev.blueline.engine;

/**
 * How the frequencies of rotary positions were slowed down after training on shorter texts, so that a model reads longer ones. Part
 * of a model's shape: with other frequencies the same weights are another model.
 */
public sealed interface RopeScaling {
    /** Frequencies as trained. */
    RopeScaling NONE = new None();

    /**
     * The frequency that a pair of channels turns by.
     *
     * @param frequency unscaled, radians a position
     */
    double scaled(double frequency);

    /** Frequencies as trained. */
    record None() implements RopeScaling {
        @Override
        public double scaled(double frequency) {
            return frequency;
        }
    }

    /**
     * All frequencies divided by one factor (Chen et al. 2023, position interpolation).
     *
     * @param factor above 0
     */
    record Linear(double factor) implements RopeScaling {
        @Override
        public double scaled(double frequency) {
            return frequency / factor;
        }
    }

    /**
     * Slow frequencies are divided by a factor, fast ones kept, those between mixed (Llama 3.1; the formula is that of Hugging Face
     * transformers, {@code _compute_llama3_parameters}).
     *
     * @param factor above 0
     * @param lowFactor wave lengths above {@code original / lowFactor} are divided
     * @param highFactor wave lengths below {@code original / highFactor} are kept; above {@code lowFactor}
     * @param original context that the model was trained on, tokens
     */
    record Llama3(double factor, double lowFactor, double highFactor, double original) implements RopeScaling {
        @Override
        public double scaled(double frequency) {
            double wave = 2 * Math.PI / frequency;
            if (wave < original / highFactor) {
                return frequency;
            }
            if (wave > original / lowFactor) {
                return frequency / factor;
            }
            double kept = (original / wave - lowFactor) / (highFactor - lowFactor);
            return (1 - kept) * frequency / factor + kept * frequency;
        }
    }
}
