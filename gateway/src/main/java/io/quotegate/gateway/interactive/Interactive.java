package io.quotegate.gateway.interactive;

import io.netty.channel.EventLoop;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.service.chat.ChatService;
import io.quotegate.service.files.FileCatalogue;
import io.quotegate.service.game.GameService;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The interactive services, and what each event loop has of them. Any thread. */
public final class Interactive {
    private final FileCatalogue files;
    private final ChatService chat;
    private final GameService game;
    private final Executor blocking;
    private final Map<EventLoop, LoopServices> loops = new ConcurrentHashMap<>();

    /** @param blocking runs what reads the disk */
    public Interactive(FileCatalogue files, ChatService chat, GameService game, Executor blocking) {
        this.files = files;
        this.chat = chat;
        this.game = game;
        this.blocking = blocking;
    }

    public FileCatalogue files() {
        return files;
    }

    public GameService game() {
        return game;
    }

    /** What the connections of {@code loop} share. On that event loop. */
    public LoopServices on(LoopContext loop) {
        return loops.computeIfAbsent(loop.eventLoop(), eventLoop -> open(eventLoop, loop));
    }

    private LoopServices open(EventLoop eventLoop, LoopContext loop) {
        LoopGame players = new LoopGame(game, eventLoop, loop.writer());
        game.listen(players);
        return new LoopServices(
                new LoopChat(chat, eventLoop, loop.writer()), players, new Downloads(eventLoop, blocking));
    }

    /** Of one event loop, and confined to it. */
    public record LoopServices(LoopChat chat, LoopGame game, Downloads downloads) {}
}
