@NullMarked
package io.quotegate.auth;

import org.jspecify.annotations.NullMarked;
