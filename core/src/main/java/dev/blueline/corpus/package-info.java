/**
 * Text in: documents from jars, folders and files, cleaned, deduplicated and split into training and validation. Start
 * with {@link dev.blueline.corpus.Corpus}; a new kind of file needs one {@link dev.blueline.corpus.CorpusReader}.
 */
@NullMarked
package dev.blueline.corpus;

import org.jspecify.annotations.NullMarked;
