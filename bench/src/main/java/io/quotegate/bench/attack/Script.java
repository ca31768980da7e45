package io.quotegate.bench.attack;

/** What one connection of an attack says. For one thread. */
interface Script {
    /** First. */
    byte[] opening();

    /** Then, again and again. */
    byte[] next();

    /** One that says {@code opening} and then always {@code again}. */
    static Script of(byte[] opening, byte[] again) {
        return new Script() {
            @Override
            public byte[] opening() {
                return opening;
            }

            @Override
            public byte[] next() {
                return again;
            }
        };
    }

    /** One that opens streams of HTTP/2, {@code each} time more, until there are no numbers left. */
    static Script ofStreams(int each, Opener opener) {
        return new Script() {
            private int stream = 1;

            @Override
            public byte[] opening() {
                return new Http2Bytes()
                        .preface(Integer.MAX_VALUE)
                        .windowUpdate(0, Integer.MAX_VALUE - 70_000)
                        .bytes();
            }

            @Override
            public byte[] next() {
                Http2Bytes frames = new Http2Bytes();
                for (int i = 0; i < each; i++) {
                    opener.open(frames, stream);
                    stream += 2;
                }
                return frames.bytes();
            }
        };
    }

    /** What is sent on a stream. */
    @FunctionalInterface
    interface Opener {
        void open(Http2Bytes frames, int stream);
    }
}
