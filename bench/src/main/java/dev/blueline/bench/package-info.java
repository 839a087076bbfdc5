/** JMH benchmarks of the engine. */
@NullMarked
package dev.blueline.bench;

import org.jspecify.annotations.NullMarked;
