/** Options that several commands have, and what is wrong with one. */
@NullMarked
package io.quotegate.cli.option;

import org.jspecify.annotations.NullMarked;
