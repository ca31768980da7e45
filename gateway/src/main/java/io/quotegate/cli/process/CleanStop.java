package io.quotegate.cli.process;

import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ExitCode;

/**
 * The end of a command that runs until its process is told to end: SIGTERM and SIGINT are what it waits for, so the
 * exit code is 0 and not that of a process that was killed. Told again while it still ends, it ends at once, as one that
 * was. Any thread.
 */
public final class CleanStop {
    private final CountDownLatch ended = new CountDownLatch(1);

    private final Thread hook;

    private CleanStop(Runnable close) {
        hook = new Thread(
                () -> {
                    Signal.INT.ends();
                    Signal.TERM.ends();
                    close.run();
                    ended.countDown();
                    Runtime.getRuntime().halt(ExitCode.OK); // the JVM itself would say 128 and the number of the signal
                },
                "shutdown");
    }

    /** From now on {@code close} is run when the process is told to end, which it does with exit code 0 then. */
    public static CleanStop by(Runnable close) {
        CleanStop stop = new CleanStop(close);
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    /** The command has ended by itself: from now on the process ends with the exit code that it is given. */
    public void release() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process was told to end just before, and this is how it does.
        }
    }

    /** Waits for that end; the exit code. */
    public int await() throws InterruptedException {
        ended.await();
        return ExitCode.OK;
    }
}
