/** Text as bytes, written and checked in place: numbers, decimals, durations, JSON strings, UTF-8. */
@NullMarked
package io.quotegate.text;

import org.jspecify.annotations.NullMarked;
