package dev.blueline.problems;

/**
 * A problem to answer. All that a verifier needs stands in it; what only an answer key may see is {@link #gold}.
 *
 * @param task name of the task
 * @param level difficulty, from 1
 * @param key what is asked, apart from wording and order: problems of one key lie on the same side of the split
 * @param prompt text that the model reads, in the form that the task's verifier parses
 * @param gold an answer that is right; of several right ones, any; empty where none is known ({@link Task#read})
 * @param steps how many things must be combined to answer it
 */
public record Problem(String task, int level, String key, String prompt, String gold, int steps) {}
