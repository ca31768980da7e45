/**
 * The market of a simulated venue: pairs with their books, trades, days and minutes, a walk at random that moves them, and a
 * day invented for the time before. Knows no connection and no venue: what differs between venues is
 * {@link io.quotegate.feed.sim.market.MarketRules}.
 */
@NullMarked
package io.quotegate.feed.sim.market;

import org.jspecify.annotations.NullMarked;
