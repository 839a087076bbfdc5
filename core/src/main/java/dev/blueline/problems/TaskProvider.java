package dev.blueline.problems;

import java.util.List;

/** Names tasks; found by {@link java.util.ServiceLoader}. */
public interface TaskProvider {
    List<Task> tasks();
}
