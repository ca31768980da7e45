/**
 * Wires the parts: the only package that knows them all.
 */
@NullMarked
package io.quotegate.app;

import org.jspecify.annotations.NullMarked;
