/** Runs the fuzz tests of the gateway, which stand beside what they are of, over the inputs that are kept. */
@NullMarked
package io.quotegate.fuzz;

import org.jspecify.annotations.NullMarked;
