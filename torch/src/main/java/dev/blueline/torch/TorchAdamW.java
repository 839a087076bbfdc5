package dev.blueline.torch;

import dev.blueline.engine.AdamWStep;
import dev.blueline.engine.Update;
import dev.blueline.engine.Workers;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * {@code dev.blueline.engine.AdamW} on flat tensors: a buffer for the gradient of every micro-batch, added up in a fixed
 * tree, squares summed in fixed chunks, and a rate for each group of weights.
 */
final class TorchAdamW {
    /** Floats that one task adds up or moves: large enough to hide the calls, small enough to stay in a core's cache. */
    private static final int CHUNK = 131_072;

    final Tensor mean;
    final Tensor square;

    /** Steps taken. */
    long step;

    private final Tensor weights;
    private final Tensor[] gradients;
    private final List<Chunk> chunks = new ArrayList<>();

    private enum Group {
        EMBEDDING,
        MATRICES,
        GAINS
    }

    private record Chunk(int start, int length, Group group) {
        Tensor of(Tensor flat) {
            return flat.narrow(0, start, length);
        }
    }

    TorchAdamW(Parameters parameters, int microBatches, Kept kept) {
        weights = parameters.flat;
        mean = kept.keep(torch.zeros_like(weights));
        square = kept.keep(torch.zeros_like(weights));
        gradients = new Tensor[microBatches];
        for (int i = 0; i < microBatches; i++) {
            gradients[i] = kept.keep(torch.zeros_like(weights));
        }
        FlatLayout layout = parameters.layout;
        cut(0, layout.matricesFrom(), Group.EMBEDDING);
        cut(layout.matricesFrom(), layout.gainsFrom(), Group.MATRICES);
        cut(layout.gainsFrom(), layout.size(), Group.GAINS);
    }

    private void cut(int from, int to, Group group) {
        for (int start = from; start < to; start += CHUNK) {
            chunks.add(new Chunk(start, Math.min(CHUNK, to - start), group));
        }
    }

    /** The buffer of one micro-batch; {@link #reduce} leaves the whole gradient in the first. */
    Tensor gradient(int microBatch) {
        return gradients[microBatch];
    }

    /** Adds up the first {@code used} buffers in a tree and returns the Euclidean norm of the sum. */
    double reduce(int used, Workers workers) {
        double[] norms = new double[chunks.size()];
        workers.run(chunks.size(), (worker, number) -> {
            Chunk chunk = chunks.get(number);
            try (PointerScope scope = new PointerScope()) {
                for (int distance = 1; distance < used; distance *= 2) {
                    for (int to = 0; to + distance < used; to += 2 * distance) {
                        chunk.of(gradients[to]).add_(chunk.of(gradients[to + distance]));
                    }
                }
                norms[number] = chunk.of(gradients[0])
                        .norm(new ScalarOptional(new Scalar(2)), ScalarType.Double)
                        .item_double();
            }
        });
        double sum = 0;
        for (double norm : norms) {
            sum += norm * norm;
        }
        return Math.sqrt(sum);
    }

    /** Moves the weights along the reduced gradient, whose norm is given. */
    void apply(Update update, double norm, Workers workers) {
        step++;
        double scale = norm > update.clip() ? update.clip() / norm : 1;
        workers.run(chunks.size(), (worker, number) -> {
            Chunk chunk = chunks.get(number);
            try (PointerScope scope = new PointerScope()) {
                move(chunk, factors(update, scale, chunk.group()));
            }
        });
    }

    private AdamWStep factors(Update update, double scale, Group group) {
        double rate = switch (group) {
            case EMBEDDING -> update.embeddingRate();
            case MATRICES -> update.matrixRate();
            case GAINS -> update.gainRate();
        };
        double decay = group == Group.MATRICES ? update.weightDecay() : 0;
        return AdamWStep.of(step, scale, rate, update.beta1(), update.beta2(), update.epsilon(), decay);
    }

    private void move(Chunk chunk, AdamWStep factors) {
        Tensor g = chunk.of(gradients[0]).mul_(new Scalar(factors.gradientScale()));
        Tensor m = chunk.of(mean).mul_(new Scalar(factors.beta1())).add_(g, new Scalar(1 - factors.beta1()));
        Tensor v = chunk.of(square).mul_(new Scalar(factors.beta2())).addcmul_(g, g, new Scalar(1 - factors.beta2()));
        Tensor root = v.mul(new Scalar(factors.correction2())).sqrt_().add_(new Scalar(factors.epsilon()));
        chunk.of(weights)
                .mul_(new Scalar(1 - factors.decay()))
                .addcdiv_(m.mul(new Scalar(factors.correction1())), root, new Scalar(-factors.rate()));
    }
}
