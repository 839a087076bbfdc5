/**
 * Problems without end whose answers a program can verify, with solutions in three styles of thought. Start with {@link
 * dev.blueline.problems.Task}; a task of one's own is a class that a {@link dev.blueline.problems.TaskProvider} names, or a
 * file of problems.
 */
@NullMarked
package dev.blueline.problems;

import org.jspecify.annotations.NullMarked;
