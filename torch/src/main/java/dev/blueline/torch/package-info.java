/**
 * The learner on libtorch: the models of {@code dev.blueline.engine}, on hardware that libtorch knows. Start with {@link
 * dev.blueline.torch.TorchLearner}.
 */
@NullMarked
package dev.blueline.torch;

import org.jspecify.annotations.NullMarked;
