/**
 * More than one machine: a feed node publishes what is on its rings by Aeron, gateways take it into their own. What is
 * published is said by {@link io.quotegate.cluster.MessageLayout}; who publishes is
 * {@link io.quotegate.cluster.FeedPublisher}, who takes is {@link io.quotegate.cluster.ClusterFeed}. The only package that
 * knows Aeron; nothing of it is loaded where there is no cluster.
 */
@NullMarked
package io.quotegate.cluster;

import org.jspecify.annotations.NullMarked;
