/**
 * The command line: one class per command.
 */
@NullMarked
package dev.blueline.cli;

import org.jspecify.annotations.NullMarked;
