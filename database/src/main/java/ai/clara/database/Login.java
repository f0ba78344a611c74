package ai.clara.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * How to reach a PostgreSQL.
 *
 * @param target host, port and database name as JDBC writes them, for example {@code 127.0.0.1:5432/clara}
 * @param parameters further parameters of the driver
 */
record Login(String target, String user, String password, Map<String, String> parameters) {

    private static final Driver DRIVER = new Driver();

    Login {
        parameters = Map.copyOf(parameters);
    }

    /** The same server, another database. */
    Login database(String name) {
        return new Login(target.substring(0, target.indexOf('/') + 1) + name, user, password, parameters);
    }

    /** The same, for work of which nobody knows how long it takes. */
    Login patient() {
        var more = new HashMap<>(parameters);
        more.putIfAbsent("socketTimeout", "0");
        return new Login(target, user, password, more);
    }

    Connection connect() throws SQLException {
        var properties = new Properties();
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("socketTimeout", "120");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "clara");
        properties.putAll(parameters);
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            properties.setProperty("password", password);
        }
        Connection connection = DRIVER.connect("jdbc:postgresql://" + target, properties);
        if (connection == null) {
            throw new SQLException("not an address of PostgreSQL", "08001");
        }
        return connection;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return target;
    }
}
