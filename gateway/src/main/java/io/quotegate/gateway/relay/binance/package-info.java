/** Binance's spot interfaces, as its clients know them. */
@NullMarked
package io.quotegate.gateway.relay.binance;

import org.jspecify.annotations.NullMarked;
