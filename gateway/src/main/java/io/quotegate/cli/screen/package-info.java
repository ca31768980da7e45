/** A terminal as a screen that is drawn anew, and the table of quotes on it. Starting point: {@link io.quotegate.cli.screen.QuoteScreen}. */
@NullMarked
package io.quotegate.cli.screen;

import org.jspecify.annotations.NullMarked;
