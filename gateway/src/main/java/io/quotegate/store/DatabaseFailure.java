package io.quotegate.store;

/**
 * What is wrong with a database. Immutable: any thread.
 *
 * @param problem in the database's words
 * @param advice  what a person can do
 */
record DatabaseFailure(Kind kind, String problem, String advice) {
    /** What follows from it. */
    enum Kind {
        /** Try again later: the disk is full, the server cannot be reached, somebody holds a lock. */
        TRANSIENT,
        /** What was to be written is wrong; the database is not. */
        REFUSED_DATA,
        /** The file is damaged. */
        CORRUPT,
        /** The file is no longer there, and what is opened anew is another one. */
        GONE,
        /** Only a person can mend it, and then starts the gateway again. */
        PERMANENT
    }

    @Override
    public String toString() {
        return problem + " (" + advice + ')';
    }
}
