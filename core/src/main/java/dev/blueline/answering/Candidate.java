package dev.blueline.answering;

import dev.blueline.study.Size;

/**
 * A model of a study.
 *
 * @param task its name
 * @param taught which of the study's training computes it was taught to, from 0
 * @param improved which of the computes of reinforcement learning it went on to, from 1; 0 for none
 */
public record Candidate(String task, Size size, int taught, int improved) {

    /** Such as {@code countdown-64x4-taught-2-rl-1}: a folder's name. */
    public String name() {
        return task.replaceAll("[^A-Za-z0-9._-]", "-") + "-" + size + "-taught-" + taught
                + (improved == 0 ? "" : "-rl-" + improved);
    }
}
