/**
 * The learner: model shape, kernels, transformer forward beside backward, decoding, checkpoints. Start with {@code Learner}.
 */
@NullMarked
package dev.blueline.engine;

import org.jspecify.annotations.NullMarked;
