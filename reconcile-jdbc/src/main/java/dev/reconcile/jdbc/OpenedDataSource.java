package dev.reconcile.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source whose first connection is open already: a handshake costs both sides more than most statements, and passwords
 * are hashed thousands of times in it. Whoever takes that connection closes it.
 */
final class OpenedDataSource implements InvocationHandler {

    private final DataSource further;
    private final AtomicReference<@Nullable Connection> first;

    private OpenedDataSource(DataSource further, Connection first) {
        this.further = further;
        this.first = new AtomicReference<>(first);
    }

    /** @param further gives the connections after the first, and does all else */
    static DataSource of(DataSource further, Connection first) {
        return (DataSource) Proxy.newProxyInstance(
                OpenedDataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                new OpenedDataSource(further, first));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("getConnection") && method.getParameterCount() == 0) {
            Connection opened = first.getAndSet(null);
            if (opened != null) {
                return opened;
            }
        }
        try {
            return method.invoke(further, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
