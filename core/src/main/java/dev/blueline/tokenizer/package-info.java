/**
 * Byte-level BPE: training, encoding and the Hugging Face {@code tokenizer.json} form.
 */
@NullMarked
package dev.blueline.tokenizer;

import org.jspecify.annotations.NullMarked;
