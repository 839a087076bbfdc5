package dev.blueline.tasks;

/**
 * A level of difficulty of a skill.
 *
 * @param number 1 for the easiest
 * @param name what an item of it asks, in a few words
 */
public record Level(int number, String name) {}
