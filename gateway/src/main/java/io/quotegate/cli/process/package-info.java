/** What commands have to do with the process they run in: its standard streams, and how it ends. */
@NullMarked
package io.quotegate.cli.process;

import org.jspecify.annotations.NullMarked;
