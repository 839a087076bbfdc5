/**
 * Does thinking before the answer help? Models taught the same problems in several styles of thought, measured at equal training compute on
 * the same held-out problems, and compared problem by problem.
 */
@NullMarked
package dev.blueline.thought;

import org.jspecify.annotations.NullMarked;
