/**
 * What is compute at the answer worth? Models of several training computes, their responses to the same held-out problems, what every
 * strategy makes of them, and how many FLOPs at the answer replace one in training.
 */
@NullMarked
package dev.blueline.answering;

import org.jspecify.annotations.NullMarked;
