/**
 * Schedules and the trainer loop: trunks, cooldowns, recovery and resume.
 */
@NullMarked
package dev.blueline.training;

import org.jspecify.annotations.NullMarked;
