/**
 * Small clients of the gateway, one per protocol, for the commands.
 */
@NullMarked
package io.quotegate.cli.client;

import org.jspecify.annotations.NullMarked;
