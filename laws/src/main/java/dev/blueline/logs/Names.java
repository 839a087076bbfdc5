package dev.blueline.logs;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What programs call the same thing. Names are compared in lower case with everything but letters and digits as one
 * underscore: {@code train/CE loss} is {@code train_ce_loss}. The first that a log has is taken.
 */
enum Names {
    /** Training loss. The mean over a whole run, which some trainers log as train_loss at the end, is not in it. */
    LOSS(
            "loss",
            "train_loss",
            "training_loss",
            "train_ce_loss",
            "lm_loss",
            "train_lm_loss",
            "loss_train",
            "train_cross_entropy",
            "train_cross_entropy_loss",
            "reduced_train_loss",
            "ce_loss",
            "cross_entropy_loss"),
    /** Loss on held-out text. */
    EVAL_LOSS(
            "eval_loss",
            "val_loss",
            "valid_loss",
            "validation_loss",
            "eval_ce_loss",
            "eval_lm_loss",
            "lm_loss_validation",
            "lm_loss_value",
            "loss_eval",
            "loss_val",
            "loss_validation",
            "test_loss"),
    TOKENS(
            "tokens",
            "num_input_tokens_seen",
            "train_num_input_tokens_seen",
            "tokens_seen",
            "num_tokens_seen",
            "train_tokens_seen",
            "consumed_tokens",
            "train_tokens",
            "throughput_total_tokens",
            "total_tokens",
            "num_tokens",
            "n_tokens",
            "training_tokens",
            "d"),
    LEARNING_RATE(
            "learning_rate",
            "lr",
            "train_learning_rate",
            "train_lr",
            "optim_lr_group_0",
            "optim_learning_rate_group0",
            "learning_rate_group0",
            "lr_group_0"),
    STEP("global_step", "train_global_step", "trainer_global_step", "step", "iteration", "iter", "_step"),
    FLOPS(
            "total_flos",
            "train_total_flos",
            "total_flops",
            "flops",
            "train_flops",
            "training_flops",
            "training_flop",
            "c"),
    PARAMETERS("parameters", "n_params", "num_parameters", "params", "n_parameters", "model_size", "n"),
    RUN("run", "run_name", "name", "model", "model_name", "id");

    /** Further names of figures of merit, by a part of the name. */
    private static final List<String> MERIT = List.of(
            "loss",
            "ppl",
            "perplexity",
            "bpb",
            "bits_per_byte",
            "acc",
            "accuracy",
            "score",
            "f1",
            "exact_match",
            "nll",
            "bleu");

    private final List<String> known;

    Names(String... known) {
        this.known = List.of(known);
    }

    /** The first of the known names that is there. */
    Optional<String> in(Collection<String> names) {
        for (String candidate : known) {
            for (String name : names) {
                if (plain(name).equals(candidate)) {
                    return Optional.of(name);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a series is a figure of merit (a loss, an accuracy), not a speed or a norm. */
    static boolean isMerit(String name) {
        String plain = plain(name);
        return !plain.contains("loss_scale")
                && !plain.contains("accum")
                && !plain.contains("_vs_")
                && MERIT.stream().anyMatch(part -> ("_" + plain + "_").matches(".*_(" + part + ")(_.*)?"));
    }

    /** Whether a unit given for losses holds for a figure: not for shares and scores, nor for perplexities. */
    static boolean hasLossUnit(String name) {
        return !("_" + plain(name) + "_").matches(".*_(acc|accuracy|score|f1|exact_match|bleu|ppl|perplexity)_.*");
    }

    /** The name as it stands, or in other case. */
    static Optional<String> exact(Collection<String> names, String wanted) {
        return names.stream()
                .filter(wanted::equals)
                .findFirst()
                .or(() -> names.stream().filter(wanted::equalsIgnoreCase).findFirst());
    }

    /** A hint at a name that was perhaps meant. */
    static String nearest(Collection<String> names, String wanted) {
        return names.stream()
                .filter(name -> distance(plain(name), plain(wanted)) <= Math.max(2, wanted.length() / 3))
                .min(Comparator.comparingInt(name -> distance(plain(name), plain(wanted))))
                .map(name -> " (did you mean " + name + "?)")
                .orElse("");
    }

    /** The first dozen names, for a message. */
    static String list(Collection<String> names) {
        return names.stream().limit(12).collect(Collectors.joining(", "))
                + (names.size() > 12 ? " and " + (names.size() - 12) + " more" : "");
    }

    /** Lower case, with letters and digits only, all else one underscore. */
    static String plain(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        return name.startsWith("_") ? plain : plain.replaceAll("^_|_$", "");
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
