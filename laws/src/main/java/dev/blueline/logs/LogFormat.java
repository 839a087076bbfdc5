package dev.blueline.logs;

/** A kind of log. */
public enum LogFormat {
    HUGGING_FACE("Hugging Face trainer_state.json"),
    TENSORBOARD("TensorBoard event file"),
    WANDB("Weights & Biases run"),
    MLFLOW("MLflow file store"),
    CONSOLE("console log"),
    TABLE("table"),
    HARNESS("lm-evaluation-harness results");

    private final String words;

    LogFormat(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
