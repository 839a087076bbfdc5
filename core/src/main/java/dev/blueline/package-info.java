/** The facade for programs: start with {@link dev.blueline.Blueline}. */
@NullMarked
package dev.blueline;

import org.jspecify.annotations.NullMarked;
