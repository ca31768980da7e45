@NullMarked
package io.quotegate.trial;

import org.jspecify.annotations.NullMarked;
