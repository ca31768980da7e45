/**
 * The kinds of values that settings have: how each is written, and which are allowed. Starting point:
 * {@link io.quotegate.config.kind.Kinds}.
 */
@NullMarked
package io.quotegate.config.kind;

import org.jspecify.annotations.NullMarked;
