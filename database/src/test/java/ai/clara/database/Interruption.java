package ai.clara.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Real connections whose server process is ended just before the n-th statement or commit, as by a power cut: whatever ran until then
 * was never committed.
 */
final class Interruption implements PlainDataSource {

    private final PlainDataSource connections;
    private final Login admin;
    private final Predicate<String> begins;
    private final int at;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicInteger count = new AtomicInteger();

    /** @param begins whether counting begins with this statement */
    Interruption(PlainDataSource connections, Login admin, Predicate<String> begins, int at) {
        this.connections = connections;
        this.admin = admin;
        this.begins = begins;
        this.at = at;
    }

    /** Whether the work got so far. */
    boolean happened() {
        return count.get() >= at;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = connections.getConnection();
        return wrap(Connection.class, real, backend(real));
    }

    private static int backend(Connection connection) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("select pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private <T> T wrap(Class<T> type, T real, int backend) {
        return type.cast(Proxy.newProxyInstance(
                Interruption.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
                    if (method.getName().startsWith("execute")
                            || method.getName().equals("commit")) {
                        tick(args == null ? "" : String.valueOf(args[0]), backend);
                    }
                    @Nullable Object result = call(method, real, args);
                    return switch (result) {
                        case PreparedStatement statement -> wrap(PreparedStatement.class, statement, backend);
                        case Statement statement -> wrap(Statement.class, statement, backend);
                        case null -> null;
                        default -> result;
                    };
                }));
    }

    private static @Nullable Object call(Method method, Object real, @Nullable Object @Nullable [] args)
            throws Throwable {
        try {
            return method.invoke(real, args);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private void tick(String sql, int backend) throws SQLException {
        if (begins.test(sql)) {
            begun.set(true);
        }
        if (begun.get() && count.incrementAndGet() == at) {
            try (Connection connection = admin.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("select pg_terminate_backend(" + backend + ", 5000)");
            }
        }
    }
}
