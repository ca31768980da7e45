/** What the tests of all modules share. */
@NullMarked
package io.quotegate.testkit;

import org.jspecify.annotations.NullMarked;
