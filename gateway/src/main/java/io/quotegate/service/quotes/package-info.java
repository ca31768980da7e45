/**
 * Quotes and coin prices, free of any protocol.
 */
@NullMarked
package io.quotegate.service.quotes;

import org.jspecify.annotations.NullMarked;
