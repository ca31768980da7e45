/** Commands that make tokens, list and revoke them. */
@NullMarked
package io.quotegate.cli.token;

import org.jspecify.annotations.NullMarked;
