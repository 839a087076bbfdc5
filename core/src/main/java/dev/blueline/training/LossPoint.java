package dev.blueline.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Mean training loss over a stretch of steps, those that were left out not counted.
 *
 * @param tokens tokens seen at the stretch's end
 * @param nats mean loss, nats a token
 * @param rate learning rate of matrices at the stretch's last step; NaN in a curve from before it was kept
 * @param gradientNorm mean norm of the gradient before clipping; NaN likewise
 */
public record LossPoint(long tokens, double nats, double rate, double gradientNorm) {

    @JsonCreator
    static LossPoint read(
            @JsonProperty("tokens") long tokens,
            @JsonProperty("nats") double nats,
            @JsonProperty("rate") @Nullable Double rate,
            @JsonProperty("gradientNorm") @Nullable Double gradientNorm) {
        return new LossPoint(
                tokens,
                nats,
                Objects.requireNonNullElse(rate, Double.NaN),
                Objects.requireNonNullElse(gradientNorm, Double.NaN));
    }
}
