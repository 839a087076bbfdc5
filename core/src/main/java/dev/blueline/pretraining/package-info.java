/**
 * Next-word prediction as a study's procedure: corpus, tokenizer, learner, trainer and measurement put together. Start with
 * {@link dev.blueline.pretraining.Pretraining}.
 */
@NullMarked
package dev.blueline.pretraining;

import org.jspecify.annotations.NullMarked;
