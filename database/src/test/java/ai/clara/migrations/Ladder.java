package ai.clara.migrations;

import javax.sql.DataSource;

/** Climbs to a version, as no program does: a Clara knows only the top. */
public final class Ladder {

    private Ladder() {}

    /** Applies what waits up to a version. */
    public static void to(Migrator migrator, Line line, DataSource owner, String version) {
        migrator.migrateTo(line, owner, version);
    }

    /** By kind, what the steps make, as a reset reads it. */
    public static java.util.Map<String, java.util.Set<String>> made(Clearing clearing, Line line, DataSource owner) {
        return clearing.made(line, owner);
    }
}
