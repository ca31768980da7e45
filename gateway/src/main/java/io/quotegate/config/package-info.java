/**
 * What the gateway is told to do: the table of settings, where their values come from, and the validated records the
 * rest of the program is built with. The only package that reads the environment. Starting points:
 * {@link io.quotegate.config.ConfigLoader}, {@link io.quotegate.config.GatewayConfig}, and the table of every key,
 * {@link io.quotegate.config.Settings}.
 */
@NullMarked
package io.quotegate.config;

import org.jspecify.annotations.NullMarked;
