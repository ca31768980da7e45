package io.quotegate.gateway.relay.rest;

import io.quotegate.time.RateLimit;
import java.time.Duration;

/**
 * What a question costs and how long its answer is true.
 *
 * @param budget from which it is spent; only looked at where all questions are
 * @param weight of it
 * @param fresh  how long an answer is served to others; zero where it must have been asked for after they came
 * @param apart  shortest time between two of the same; who comes in between waits
 */
public record RestRule(RateLimit budget, int weight, Duration fresh, Duration apart) {}
