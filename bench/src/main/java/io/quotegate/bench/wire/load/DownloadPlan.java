package io.quotegate.bench.wire.load;

/**
 * What a process of downloads is to do.
 *
 * @param port           of the server, on 127.0.0.1
 * @param name           of the file
 * @param sizeBytes      of the file
 * @param downloads      at a time, over all protocols in turn; each begins anew when it has ended
 * @param bytesPerSecond that they take together; 0 for what they can
 */
public record DownloadPlan(int port, String name, long sizeBytes, int downloads, long bytesPerSecond) {}
