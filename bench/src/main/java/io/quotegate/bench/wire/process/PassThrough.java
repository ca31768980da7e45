package io.quotegate.bench.wire.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A proxy that passes connections through to one port of this machine, byte by byte: {@code haproxy}, or {@code nginx} with
 * its {@code stream} module, whichever is installed. For one thread.
 *
 * @param name    of the program
 * @param port    where it listens
 * @param process whose CPU time is its
 */
public record PassThrough(String name, int port, Process process, Path directory) implements AutoCloseable {
    private static final String HAPROXY = """
            global
              nbthread 1
              maxconn 5000
            defaults
              mode tcp
              timeout connect 5s
              timeout client 1h
              timeout server 1h
            listen passed
              bind 127.0.0.1:%d
              server venue 127.0.0.1:%d
            """;
    private static final String NGINX = """
            %sdaemon off;
            master_process off;
            error_log stderr;
            pid %s/nginx.pid;
            events { worker_connections 5000; }
            stream { server { listen 127.0.0.1:%d; proxy_pass 127.0.0.1:%d; proxy_timeout 1h; } }
            """;
    private static final Path NGINX_STREAM = Path.of("/usr/lib/nginx/modules/ngx_stream_module.so");
    private static final int ATTEMPTS = 100;
    private static final int EVERY_MS = 50;

    /** Starts the one that is installed, with {@code pinned} in front of its command; null if none is. */
    public static @Nullable PassThrough start(List<String> pinned, int to) throws IOException, InterruptedException {
        if (Launcher.isOnPath("haproxy")) {
            int port = freePort();
            return start("haproxy", pinned, List.of("-db", "-f"), HAPROXY.formatted(port, to), port);
        }
        if (Launcher.isOnPath("nginx")) {
            int port = freePort();
            String module = Files.exists(NGINX_STREAM) ? "load_module " + NGINX_STREAM + ";\n" : "";
            String directory = System.getProperty("java.io.tmpdir");
            return start("nginx", pinned, List.of("-c"), NGINX.formatted(module, directory, port, to), port);
        }
        return null;
    }

    private static PassThrough start(String name, List<String> pinned, List<String> options, String text, int port)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("passed");
        Path file = Files.writeString(directory.resolve(name + ".conf"), text, UTF_8);
        List<String> command = new ArrayList<>(pinned);
        command.add(name);
        command.addAll(options);
        command.add(file.toString());
        Process process = new ProcessBuilder(command).inheritIO().start();
        PassThrough started = new PassThrough(name, port, process, directory);
        for (int attempt = 0; attempt < ATTEMPTS && process.isAlive(); attempt++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return started;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(EVERY_MS);
            }
        }
        started.close();
        throw new IOException(name + " does not listen on " + port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** The process, by number. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        for (Path file : List.of(directory.resolve(name + ".conf"), directory)) {
            Files.deleteIfExists(file);
        }
    }
}
