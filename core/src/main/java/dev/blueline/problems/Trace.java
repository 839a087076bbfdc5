package dev.blueline.problems;

/**
 * A response: the thought, which nobody verifies, and the answer, which the verifier sees.
 *
 * @param thought empty in {@link Style#DIRECT}
 * @param answer what is verified
 */
public record Trace(String thought, String answer) {}
