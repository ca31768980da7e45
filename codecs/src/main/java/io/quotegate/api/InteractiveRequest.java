package io.quotegate.api;

/** What a client can ask of files, chat and game, whatever format it used. Immutable: any thread. */
public sealed interface InteractiveRequest {
    /** How many winners are listed where nothing is said. */
    int WINNERS = 20;

    /** Which files there are. */
    record Files() implements InteractiveRequest {}

    /** The content of a file from {@code offset} on. */
    record File(String name, long offset) implements InteractiveRequest {}

    /** Into a room, under a name. */
    record ChatJoin(String room, String user) implements InteractiveRequest {}

    /** Something said in the room. */
    record ChatSay(String text) implements InteractiveRequest {}

    /** Out of the room. */
    record ChatLeave() implements InteractiveRequest {}

    /** A guess of the number. */
    record Guess(String user, int number) implements InteractiveRequest {}

    /** Who won the last {@code limit} rounds. */
    record Winners(int limit) implements InteractiveRequest {}
}
