package dev.blueline.tokenizer;

/**
 * A document as tokens. Its losses form one cluster.
 *
 * @param domain the document's domain
 * @param name where it was found
 * @param ids its tokens, without end-of-text; a model scores them after one end-of-text
 * @param bytes length of the text in UTF-8, the denominator of bits per byte
 */
@SuppressWarnings("ArrayRecordComponent") // a value handed on, never compared
public record EncodedDocument(String domain, String name, int[] ids, int bytes) {}
