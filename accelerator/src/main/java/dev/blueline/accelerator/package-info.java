/**
 * Matrix products in bfloat16 on processors that have an instruction for them. Start with
 * {@link dev.blueline.accelerator.Bfloat16LearnerProvider}.
 */
@NullMarked
package dev.blueline.accelerator;

import org.jspecify.annotations.NullMarked;
