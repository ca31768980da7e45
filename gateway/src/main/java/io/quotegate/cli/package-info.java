/**
 * The commands of {@code quotegate.jar}. Starting point: {@link io.quotegate.cli.Main}.
 */
@NullMarked
package io.quotegate.cli;

import org.jspecify.annotations.NullMarked;
