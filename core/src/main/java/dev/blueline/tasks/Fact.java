package dev.blueline.tasks;

/**
 * Something known about the world, such as (capital, Azerbaijan, Baku).
 *
 * @param relation what links the two, such as {@code capital}
 * @param subject name of what the fact is about
 * @param object name of the other side
 */
public record Fact(String relation, String subject, String object) {}
