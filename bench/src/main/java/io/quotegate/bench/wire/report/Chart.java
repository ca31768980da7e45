package io.quotegate.bench.wire.report;

/** Figures that can be drawn. */
public interface Chart {
    /** The picture. */
    String svg();
}
