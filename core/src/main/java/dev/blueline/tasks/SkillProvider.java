package dev.blueline.tasks;

import java.util.List;

/** Names skills; found by {@link java.util.ServiceLoader}. */
public interface SkillProvider {
    List<Skill> skills();
}
