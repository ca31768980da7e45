/**
 * The commands of {@code quotegate.jar}, a package for each kind of them. Starting point: {@link io.quotegate.cli.Main}.
 */
@NullMarked
package io.quotegate.cli;

import org.jspecify.annotations.NullMarked;
