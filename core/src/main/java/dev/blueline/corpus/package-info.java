/**
 * Text in: documents from jars, folders and files, cleaned, deduplicated and split.
 */
@NullMarked
package dev.blueline.corpus;

import org.jspecify.annotations.NullMarked;
