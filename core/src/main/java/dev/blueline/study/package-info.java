/**
 * Studies, rungs, plans, and the fleet that carries runs out.
 */
@NullMarked
package dev.blueline.study;

import org.jspecify.annotations.NullMarked;
