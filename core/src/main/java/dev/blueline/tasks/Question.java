package dev.blueline.tasks;

import java.util.List;

/**
 * What a rule gives for one draw.
 *
 * @param key what is asked, whatever the wording: decides the side
 * @param template frame of the wording
 * @param prompt text before the answer
 * @param right the right continuation
 * @param wrong wrong continuations
 * @param steps how many things must be combined
 */
public record Question(String key, String template, String prompt, String right, List<String> wrong, int steps) {}
