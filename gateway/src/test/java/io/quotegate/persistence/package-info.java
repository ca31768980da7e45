@NullMarked
package io.quotegate.persistence;

import org.jspecify.annotations.NullMarked;
