/**
 * The interactive menu. Starting point: {@link io.quotegate.cli.menu.Menu}.
 */
@NullMarked
package io.quotegate.cli.menu;

import org.jspecify.annotations.NullMarked;
