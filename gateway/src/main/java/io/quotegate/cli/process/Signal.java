package io.quotegate.cli.process;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operating system tells the process, and that something of ours is to be done then. The JDK has no other way than {@code sun.misc.Signal}, which is there in
 * every version and about which its compiler warns, so it is asked for by name. Any thread.
 */
public enum Signal {
    /** A new configuration is to be read. */
    HUP(1),
    /** The process is to end, by Ctrl-C. */
    INT(2),
    /** The same, by a supervisor. */
    TERM(15);

    private static final Logger LOG = LoggerFactory.getLogger(Signal.class);
    private static final int OF_SIGNALS = 128;

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    /** From now on it ends the process at once, with the exit code that shells have for that. */
    void ends() {
        runs(() -> Runtime.getRuntime().halt(OF_SIGNALS + number));
    }

    /** From now on {@code task} is what it does, each time on a thread of its own. */
    public void runs(Runnable task) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler on = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    task.run();
                }
                return null;
            };
            Object ours = Proxy.newProxyInstance(Signal.class.getClassLoader(), new Class<?>[] {handler}, on);
            Object signal = type.getConstructor(String.class).newInstance(name());
            type.getMethod("handle", type, handler).invoke(null, signal, ours);
        } catch (ReflectiveOperationException e) { // with -Xrs, and on Windows, there is none to be heard
            LOG.info("SIG{} is left to the system: {}", name(), String.valueOf(e.getCause()));
        }
    }
}
