/**
 * Task files of lm-evaluation-harness, asked of a trained model or of a server: their YAML and templates, their data, prompts,
 * filters and metrics, and results in their layout. Start with {@link dev.blueline.harness.TaskLibrary} and {@link
 * dev.blueline.harness.Evaluation}.
 */
@NullMarked
package dev.blueline.harness;

import org.jspecify.annotations.NullMarked;
