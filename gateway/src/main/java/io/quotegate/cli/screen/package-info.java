/** A terminal as a screen that is drawn anew, and on it a table of quotes or the book of a pair. Starting point: {@link io.quotegate.cli.screen.LiveScreen}. */
@NullMarked
package io.quotegate.cli.screen;

import org.jspecify.annotations.NullMarked;
