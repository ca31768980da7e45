/** Commands that ask a gateway about the market and print what it says. */
@NullMarked
package io.quotegate.cli.query;

import org.jspecify.annotations.NullMarked;
