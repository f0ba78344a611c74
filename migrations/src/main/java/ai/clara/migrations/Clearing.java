package ai.clara.migrations;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Takes everything of a line out of its database: what its steps make, by their own words, and its history. Nobody else's. */
@Singleton
public final class Clearing {

    private static final Pattern MAKES = Pattern.compile(
            "^create (?:or replace )?(?:unlogged )?(table|view|materialized view|sequence|function|procedure|domain|type)"
                    + " (?:if not exists )?([a-z_0-9]+)",
            Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    // Last made goes first: rows before the functions their policies call, those before the domains.
    private static final List<String> ORDER =
            List.of("view", "materialized view", "table", "sequence", "procedure", "function", "domain", "type");
    private static final String TABLES = "select relname from pg_class where relnamespace = to_regnamespace(?)"
            + " and relkind in ('r', 'p', 'f') and not relispartition"
            + " and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass"
            + " and d.objid = pg_class.oid and d.deptype = 'e') order by relname";

    private final Migrator migrator;

    Clearing(Migrator migrator) {
        this.migrator = migrator;
    }

    /**
     * In one transaction.
     *
     * @throws MigrationException when other tables stand in the schema, or others hang on ours; then nothing was changed
     */
    public void run(Line line, DataSource owner) {
        clear(line, owner, true);
    }

    /**
     * Does all of it and takes it back, so that whoever has more than this to delete knows before that it can be done.
     *
     * @throws MigrationException as the work itself
     */
    public void tryOut(Line line, DataSource owner) {
        clear(line, owner, false);
    }

    private void clear(Line line, DataSource owner, boolean forGood) {
        Map<String, Set<String>> made = made(line, owner);
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                refuseForeign(line, connection, made.getOrDefault("table", Set.of()));
                for (String kind : ORDER) {
                    drop(line, statement, kind, made.getOrDefault(kind, Set.of()));
                }
                if (forGood) {
                    connection.commit();
                }
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw new MigrationException("The database could not be reset, nothing was changed" + Reason.of(e), e);
        }
    }

    /** By kind, the names that the steps of this program make. */
    Map<String, Set<String>> made(Line line, DataSource owner) {
        var made = new LinkedHashMap<String, Set<String>>();
        made.computeIfAbsent("table", kind -> new LinkedHashSet<>()).add(line.history());
        for (Migration step : migrator.status(line, owner)) {
            Matcher matcher = MAKES.matcher(script(line, step));
            while (matcher.find()) {
                made.computeIfAbsent(matcher.group(1).toLowerCase(java.util.Locale.ROOT), kind -> new LinkedHashSet<>())
                        .add(matcher.group(2));
            }
        }
        return made;
    }

    /** Empty for a step that this program does not know. */
    private static String script(Line line, Migration step) {
        String name = line.ups() + "/" + step.file();
        try (InputStream in = Clearing.class.getClassLoader().getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refuseForeign(Line line, Connection connection, Set<String> ours) throws SQLException {
        List<String> foreign = tables(line, connection);
        foreign.removeAll(ours);
        if (!foreign.isEmpty()) {
            throw new MigrationException("The schema " + line.schema() + " also holds tables that this version of Clara"
                    + " does not know (" + String.join(", ", foreign)
                    + "), so nothing was changed; move them elsewhere and try again.");
        }
    }

    private static List<String> tables(Line line, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(1, line.schema());
            var names = new ArrayList<String>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    /** All of a kind at once, for they hang on each other; what else hangs on them stops it. */
    private static void drop(Line line, Statement statement, String kind, Set<String> names) throws SQLException {
        if (!names.isEmpty()) {
            statement.execute("drop " + kind + " if exists "
                    + names.stream().map(name -> line.schema() + "." + name).collect(Collectors.joining(", ")));
        }
    }
}
