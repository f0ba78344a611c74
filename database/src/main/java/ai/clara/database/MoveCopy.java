package ai.clara.database;

import ai.clara.spi.fault.Fault;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** Brings the rows of tables over, some at a time in the order of their keys. Whatever ends it, it goes on after the last ones. */
final class MoveCopy {

    private final MoveSide old;
    private final MoveSide fresh;
    private final int portionRows;

    MoveCopy(MoveSide old, MoveSide fresh, int portionRows) {
        this.old = old;
        this.fresh = fresh;
        this.portionRows = portionRows;
    }

    /**
     * @param arrived told after each portion how many rows came in this run
     * @return how many that were
     */
    long table(MoveTable table, LongConsumer arrived) {
        long rows = 0;
        String after = MoveJournal.lastKey(fresh, table)
                .map(key -> table.where(">", key))
                .orElse("true");
        Optional<List<String>> last = lastKey(table, after);
        while (last.isPresent()) {
            List<String> key = last.get();
            rows += portion(table, after + " and " + table.where("<=", key), key);
            arrived.accept(rows);
            after = table.where(">", key);
            last = lastKey(table, after);
        }
        return rows;
    }

    /** The key of the last row of the next portion; empty when no rows are left. */
    private Optional<List<String>> lastKey(MoveTable table, String after) {
        String keys = table.keyList();
        String texts = String.join(
                ", ",
                table.keys().stream()
                        .map(key -> MoveTable.quoted(key.name()) + "::text")
                        .toList());
        String backwards = String.join(
                ", ",
                table.keys().stream()
                        .map(key -> MoveTable.quoted(key.name()) + " desc")
                        .toList());
        return old
                .list(
                        "select array[" + texts + "] from (select " + keys + " from only " + table.quoted() + " where "
                                + after + " order by " + keys + " limit " + portionRows + ") p order by " + backwards
                                + " limit 1",
                        row -> List.of((String[]) row.getArray(1).getArray()))
                .stream()
                .findFirst();
    }

    private long portion(MoveTable table, String condition, List<String> key) {
        fresh.open(table);
        long rows = pour(table, condition);
        fresh.shut(table);
        MoveJournal.arrived(fresh, table, key);
        fresh.commit();
        Fault.point("move.portion");
        return rows;
    }

    private long pour(MoveTable table, String condition) {
        String columns = table.columnList();
        CopyIn in = fresh.copyIn("copy " + table.quoted() + " (" + columns + ") from stdin (format binary)");
        CopyOut out = old.copyOut("copy (select " + columns + " from only " + table.quoted() + " where " + condition
                + ") to stdout (format binary)");
        for (byte[] some = next(out); some != null; some = next(out)) {
            give(in, some);
        }
        try {
            return in.endCopy();
        } catch (SQLException e) {
            throw fresh.failed(e);
        }
    }

    private byte @Nullable [] next(CopyOut out) {
        try {
            return out.readFromCopy();
        } catch (SQLException e) {
            throw old.failed(e);
        }
    }

    private void give(CopyIn in, byte[] some) {
        try {
            in.writeToCopy(some, 0, some.length);
        } catch (SQLException e) {
            throw fresh.failed(e);
        }
    }
}
