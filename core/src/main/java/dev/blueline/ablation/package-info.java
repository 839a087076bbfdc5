/**
 * Data as an axis: models trained on several texts and compared. Start with {@link dev.blueline.ablation.Experiment}, then
 * {@link dev.blueline.ablation.Ablation}, which carries one out.
 */
@NullMarked
package dev.blueline.ablation;

import org.jspecify.annotations.NullMarked;
