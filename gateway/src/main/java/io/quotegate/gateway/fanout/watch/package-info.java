/**
 * Who is told that quotes have changed, and looks them up itself. Starting point: {@link
 * io.quotegate.gateway.fanout.watch.QuoteWatchers}.
 */
@NullMarked
package io.quotegate.gateway.fanout.watch;

import org.jspecify.annotations.NullMarked;
