package io.quotegate.feed.binance;

/** How many memories may hold much at a time. Confined to the relay's loop. */
final class MemoryAllowance {
    private int left;

    MemoryAllowance(int most) {
        left = most;
    }

    /** Takes one if there is one left. */
    boolean tryTake() {
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }

    void giveBack() {
        left++;
    }
}
