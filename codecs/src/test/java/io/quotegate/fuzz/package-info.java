/**
 * Fuzz tests of what reads bytes that peers sent: Jazzer makes them up while {@code JAZZER_FUZZ} is set, and what it
 * found, and what it began with, is kept as inputs that every build runs.
 */
@NullMarked
package io.quotegate.fuzz;

import org.jspecify.annotations.NullMarked;
