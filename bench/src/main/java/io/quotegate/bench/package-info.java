/** Proof of speed: JMH by distance ({@code micro}, {@code path}, {@code request}) and jcstress ({@code stress}). */
@NullMarked
package io.quotegate.bench;

import org.jspecify.annotations.NullMarked;
