/**
 * Amounts of one currency in another, free of any protocol. Starting point:
 * {@link io.quotegate.service.conversion.ConversionService}.
 */
@NullMarked
package io.quotegate.service.conversion;

import org.jspecify.annotations.NullMarked;
