/** Commands that list and fetch files. */
@NullMarked
package io.quotegate.cli.files;

import org.jspecify.annotations.NullMarked;
