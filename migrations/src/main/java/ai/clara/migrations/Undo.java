package ai.clara.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The way back from one step: the script of the same name with a U, whose first line says {@code -- loses: WHAT} or {@code -- cannot be
 * undone: WHY}.
 */
public sealed interface Undo {

    /**
     * A script.
     *
     * @param loses what is gone afterwards, for people; {@code nothing} when the next upgrade brings it all back
     */
    record Possible(String loses, String sql) implements Undo {}

    /** There is no way back. */
    record Impossible(String reason) implements Undo {}

    /** Of a step with this file. */
    static Undo of(Line line, Migration step) {
        String name = line.undos() + "/U" + step.file().substring(1);
        try (InputStream in = Undo.class.getClassLoader().getResourceAsStream(name)) {
            return in == null
                    ? new Impossible("this version has no undo script for it")
                    : read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a script. */
    static Undo read(String sql) {
        String first = sql.lines().findFirst().orElse("").strip();
        if (first.startsWith(UndoScript.IMPOSSIBLE)) {
            return new Impossible(
                    first.substring(UndoScript.IMPOSSIBLE.length()).strip());
        }
        return first.startsWith(UndoScript.LOSES)
                ? new Possible(first.substring(UndoScript.LOSES.length()).strip(), sql)
                : new Impossible("its undo script does not say in its first line what is lost");
    }
}
