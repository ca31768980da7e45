package io.quotegate.cli.process;

/** A command that has no end of its own: to be interrupted is how it ends, and no failure. */
public interface UntilStopped {
    /** The process is told to end; what is on the screen can be put in order. On a thread of its own. */
    void onStop();
}
