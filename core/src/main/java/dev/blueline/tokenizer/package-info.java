/**
 * Byte-level BPE: training, encoding and the Hugging Face {@code tokenizer.json} form. Start with {@link
 * dev.blueline.tokenizer.Tokenizer}.
 */
@NullMarked
package dev.blueline.tokenizer;

import org.jspecify.annotations.NullMarked;
