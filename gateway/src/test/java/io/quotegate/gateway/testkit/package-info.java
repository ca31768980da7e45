/**
 * What unit tests of the gateway share: channels without sockets, and loops that are turned by hand.
 */
@NullMarked
package io.quotegate.gateway.testkit;

import org.jspecify.annotations.NullMarked;
