@NullMarked
package io.quotegate.gateway.auth;

import org.jspecify.annotations.NullMarked;
