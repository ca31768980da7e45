package io.quotegate.market.book;

/** Powers of ten that fit a long. Any thread. */
final class Powers {
    static final int MOST = 18;

    private static final long[] OF_TEN = new long[MOST + 1];

    static {
        OF_TEN[0] = 1;
        for (int i = 1; i <= MOST; i++) {
            OF_TEN[i] = OF_TEN[i - 1] * 10;
        }
    }

    private Powers() {}

    static long ofTen(int exponent) {
        return OF_TEN[exponent];
    }
}
