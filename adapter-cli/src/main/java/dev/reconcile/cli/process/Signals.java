package dev.reconcile.cli.process;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one place that knows how this JVM hands out signals. {@code sun.misc.Signal} is supported (module jdk.unsupported)
 * and has no substitute, but javac warns of every mention of it, which fails this build; hence reflection.
 */
final class Signals {

    /**
     * What comes so soon after a signal is its echo: timeout(1) signals a process and then the group that it is in. Long for two
     * calls of the kernel, short for a person.
     */
    private static final long ECHO_NANOS = Duration.ofMillis(500).toNanos();

    private Signals() {}

    /**
     * Has a signal handled, on a thread of its own, instead of ending the process. The same signal right after it is its echo, and
     * is not handled.
     *
     * @param name without its SIG: {@code INT}
     * @return gives the signal back its former meaning; does nothing where this JVM or this system has no such signal
     */
    static Handling handle(String name, Runnable handler) {
        try {
            Class<?> signalClass = Class.forName("sun.misc.Signal");
            Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
            Object signal = signalClass.getConstructor(String.class).newInstance(name);
            Method handle = signalClass.getMethod("handle", signalClass, handlerClass);
            Object former = handle.invoke(null, signal, adapted(withoutEcho(handler), handlerClass));
            return () -> restore(handle, signal, former);
        } catch (ReflectiveOperationException notHere) {
            return () -> {};
        }
    }

    private static Runnable withoutEcho(Runnable handler) {
        AtomicLong heard = new AtomicLong(System.nanoTime() - ECHO_NANOS);
        return () -> {
            long now = System.nanoTime();
            long before = heard.get();
            if (now - before >= ECHO_NANOS && heard.compareAndSet(before, now)) {
                handler.run();
            }
        };
    }

    private static Object adapted(Runnable handler, Class<?> handlerClass) {
        InvocationHandler invocation = (proxy, method, arguments) -> switch (method.getName()) {
            case "handle" -> {
                handler.run();
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> handlerClass.getName();
        };
        return Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handlerClass}, invocation);
    }

    private static void restore(Method handle, Object signal, Object former) {
        try {
            handle.invoke(null, signal, former);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException("A signal's handler could not be put back.", impossible);
        }
    }

    /** A signal that is handled until this is closed. */
    @FunctionalInterface
    interface Handling extends AutoCloseable {

        @Override
        void close();
    }
}
