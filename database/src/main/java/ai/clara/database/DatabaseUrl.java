package ai.clara.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.clara.spi.command.CommandException;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.Driver;

/**
 * Reads an address of a PostgreSQL as libpq writes it (PostgreSQL manual, 34.1.1.2) or as JDBC does. Values are percent-encoded; a plus
 * sign is a plus sign.
 */
final class DatabaseUrl {

    private static final Map<String, String> LIBPQ_TO_JDBC = Map.of(
            "connect_timeout", "connectTimeout",
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "target_session_attrs", "targetServerType");

    private final String setting;

    private DatabaseUrl(String setting) {
        this.setting = setting;
    }

    /**
     * @param setting the name under which it was found
     * @throws CommandException of wrong usage when it is no such address; the message does not repeat it, for it holds a password
     */
    static Login parse(String setting, String url) {
        return new DatabaseUrl(setting).read(url.strip());
    }

    private Login read(String url) {
        String rest = withoutScheme(url);
        int query = rest.indexOf('?');
        String place = query < 0 ? rest : rest.substring(0, query);
        Map<String, String> parameters = parameters(query < 0 ? "" : rest.substring(query + 1));
        int at = place.lastIndexOf('@');
        String userInfo = at < 0 ? "" : place.substring(0, at);
        String target = place.substring(at + 1);
        int slash = target.indexOf('/');
        String hosts = slash < 0 ? target : target.substring(0, slash);
        String name = slash < 0 ? "" : decode(target.substring(slash + 1));
        int colon = userInfo.indexOf(':');
        String user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? "" : decode(userInfo.substring(colon + 1));
        user = parameters.getOrDefault("user", user);
        password = parameters.getOrDefault("password", password);
        parameters.remove("user");
        parameters.remove("password");
        if (user.isEmpty() || hosts.isEmpty() || userInfo.contains("/")) {
            throw malformed();
        }
        // URLEncoder writes a space as a plus sign, which the driver reads back.
        String database = URLEncoder.encode(name.isEmpty() ? user : name, UTF_8);
        if (Driver.parseURL("jdbc:postgresql://" + hosts + "/" + database, null) == null) {
            throw malformed();
        }
        return new Login(hosts + "/" + database, user, password, parameters);
    }

    private String withoutScheme(String url) {
        for (String scheme : new String[] {"postgres://", "postgresql://", "jdbc:postgresql://"}) {
            if (url.startsWith(scheme)) {
                return url.substring(scheme.length());
            }
        }
        throw malformed();
    }

    private Map<String, String> parameters(String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String key = decode(pair.substring(0, equals));
                parameters.put(LIBPQ_TO_JDBC.getOrDefault(key, key), decode(pair.substring(equals + 1)));
            } else if (!pair.isEmpty()) {
                throw malformed();
            }
        }
        return parameters;
    }

    private String decode(String text) {
        var bytes = new ByteArrayOutputStream();
        byte[] raw = text.getBytes(UTF_8);
        for (int i = 0; i < raw.length; i++) {
            if (raw[i] != '%') {
                bytes.write(raw[i]);
                continue;
            }
            if (i + 2 >= raw.length) {
                throw malformed();
            }
            int high = Character.digit(raw[i + 1], 16);
            int low = Character.digit(raw[i + 2], 16);
            if (high < 0 || low < 0) {
                throw malformed();
            }
            bytes.write(high * 16 + low);
            i += 2;
        }
        return bytes.toString(UTF_8);
    }

    private CommandException malformed() {
        return CommandException.usage(
                setting + " cannot be read; write postgres://user:password@host:5432/name and percent-encode"
                        + " special characters of the password.");
    }
}
