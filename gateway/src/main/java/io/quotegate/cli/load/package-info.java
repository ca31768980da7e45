/**
 * The open-loop load test behind {@code quotegate load}.
 */
@NullMarked
package io.quotegate.cli.load;

import org.jspecify.annotations.NullMarked;
