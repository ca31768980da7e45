/** How commands print what stands in rows. */
@NullMarked
package io.quotegate.cli.print;

import org.jspecify.annotations.NullMarked;
