package io.quotegate.gateway.fanout;

/** Takes a number of each of several instruments. */
public interface SeqTaker {
    void take(int instrumentId, long seq);
}
