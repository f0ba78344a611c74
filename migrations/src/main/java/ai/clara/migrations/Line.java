package ai.clara.migrations;

import java.util.List;

/** One linear history of numbered steps, with the schema it works in and its history table. */
public enum Line {
    /** What people said and all that hangs on it. */
    MAIN("public", "migration", "undo"),
    /** What memory searches with pgvector, in a schema of its own, so that both lines can share a database. */
    VECTORS("rook", "vectors", "vectors-undo"),
    /** The same beside it, while what memory searches is rebuilt; then it takes that place. */
    SUCCESSOR("rook_next", "vectors", "vectors-undo");

    private static final String HISTORY = "flyway_schema_history";

    private final String schema;
    private final String ups;
    private final String undos;

    Line(String schema, String ups, String undos) {
        this.schema = schema;
        this.ups = ups;
        this.undos = undos;
    }

    /** Those that a person can name. */
    public static List<Line> named() {
        return List.of(MAIN, VECTORS);
    }

    /** The schema that holds its tables. */
    public String schema() {
        return schema;
    }

    /** The table in that schema that says which steps were applied. */
    public String history() {
        return HISTORY;
    }

    /** On the class path. */
    String ups() {
        return "db/" + ups;
    }

    /** On the class path, where Flyway does not look. */
    String undos() {
        return "db/" + undos;
    }
}
