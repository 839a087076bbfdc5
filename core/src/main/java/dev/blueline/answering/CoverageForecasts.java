package dev.blueline.answering;

/** Forecasts of coverage: after how many parts of the pools they are made, and what they are called. */
final class CoverageForecasts {
    /** Parts that stand when a forecast is made: 64 responses to each problem. */
    static final int PART = 2;

    private CoverageForecasts() {}

    static String id(Trained model, int level, int samples) {
        return model.candidate().name() + "/level-" + level + "/pass@" + samples;
    }
}
