package ai.clara.migrations;

/** How an undo script begins. */
final class UndoScript {

    static final String LOSES = "-- loses:";
    static final String IMPOSSIBLE = "-- cannot be undone:";

    private UndoScript() {}
}
