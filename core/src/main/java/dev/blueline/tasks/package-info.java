/**
 * Skills as tasks: items with a right and wrong continuations, and training text that never holds a held-out item. Start
 * with {@link dev.blueline.tasks.Skills}; a skill of one's own is a {@link dev.blueline.tasks.Skill} that a
 * {@link dev.blueline.tasks.SkillProvider} names, or a file of items ({@link dev.blueline.tasks.ItemFile}).
 */
@NullMarked
package dev.blueline.tasks;

import org.jspecify.annotations.NullMarked;
