/**
 * Models in the formats of other programs: folders of Hugging Face, GGUF files of llama.cpp, {@code .bin} files of llama2.c become
 * run folders, and run folders become files that others load. Start with {@link dev.blueline.interop.ModelImport} and {@link
 * dev.blueline.interop.ModelExport}.
 */
@NullMarked
package dev.blueline.interop;

import org.jspecify.annotations.NullMarked;
