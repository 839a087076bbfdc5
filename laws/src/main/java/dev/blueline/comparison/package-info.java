/**
 * Does a trick scale: by how many times one recipe multiplies the compute of another, at every scale and further up. Start with
 * {@link dev.blueline.comparison.Comparison}.
 */
@NullMarked
package dev.blueline.comparison;

import org.jspecify.annotations.NullMarked;
