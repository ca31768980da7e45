/** OKX's public interfaces, as its clients know them. */
@NullMarked
package io.quotegate.gateway.relay.okx;

import org.jspecify.annotations.NullMarked;
