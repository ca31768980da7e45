@NullMarked
package io.quotegate.store;

import org.jspecify.annotations.NullMarked;
