package ai.clara.database;

import ai.clara.spi.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes everything of one database into another, with nobody on either. The old one is only read. What has come stays when it is cut off;
 * the next run goes on, unless the old one changed meanwhile: then it begins anew.
 */
final class Move {

    private static final Logger LOG = LoggerFactory.getLogger(Move.class);

    private final Database source;
    private final Database target;
    private final int portionRows;

    /** Told while it goes on. */
    interface Watch {
        /** @param rows of all tables */
        void begins(long rows);

        /** The old database is no longer what came of it. */
        void beginsAnew(MoveTable changed);

        /** @param done rows of all tables that are there */
        void arrived(MoveTable table, long done);

        void compares(MoveTable table);
    }

    /**
     * A table of the old database.
     *
     * @param bytes on the old one's disk, with indexes
     */
    record Planned(String table, long rows, long bytes) {}

    /** A table on both sides. */
    record Compared(String table, MoveSum old, MoveSum fresh) {
        boolean same() {
            return old.equals(fresh);
        }
    }

    /** @param portionRows how many rows are lost at most when it is cut off */
    Move(Database source, Database target, int portionRows) {
        this.source = source;
        this.target = target;
        this.portionRows = portionRows;
    }

    /**
     * What would go over, tables in order. Changes nothing on either side.
     *
     * @throws StoreException when the move would be refused
     */
    List<Planned> plan() {
        var plan = new ArrayList<Planned>();
        source.alone(olds -> {
            permitted(olds);
            try (MoveSide old = MoveSide.looking(source, olds)) {
                List<MoveTable> tables = MoveCatalogue.tables(old);
                old.seeAll(tables);
                tables.forEach(table -> plan.add(planned(old, table)));
            }
        });
        return plan;
    }

    private static Planned planned(MoveSide old, MoveTable table) {
        long bytes = old.one(
                "select pg_total_relation_size('public." + table.quoted().replace("'", "''") + "'::regclass)",
                row -> row.getLong(1));
        return new Planned(table.name(), rows(old, table), bytes);
    }

    private static long rows(MoveSide side, MoveTable table) {
        return side.one("select count(*) from only " + table.quoted(), row -> row.getLong(1));
    }

    /**
     * Moves, or goes on with a move that was cut off.
     *
     * @return every table as both sides have it; the move is done when all are the same, else the next run begins anew
     * @throws StoreException when it is refused or fails
     */
    List<Compared> run(Watch watch) {
        var compared = new ArrayList<Compared>();
        source.prepare();
        source.alone(olds -> {
            permitted(olds);
            target.prepare();
            target.alone(freshes -> {
                // Somebody may have come between.
                MoveRefusals.occupied(target, freshes, identity(olds));
                List<MoveTable> tables = copy(olds, freshes, watch);
                compared.addAll(compare(olds, freshes, tables, watch));
                if (compared.stream().allMatch(Compared::same)) {
                    try (MoveSide fresh = MoveSide.open(target, freshes)) {
                        // Else the first plans would be made for empty tables.
                        tables.forEach(table -> fresh.run("analyze " + table.quoted()));
                        MoveJournal.end(fresh);
                    }
                }
            });
        });
        return compared;
    }

    /** One line for people: where the rows come from. */
    String old() {
        return source.origin().where();
    }

    private void permitted(DataSource olds) {
        try (MoveSide old = MoveSide.looking(source, olds)) {
            long key = ThreadLocalRandom.current().nextLong();
            old.run("select pg_advisory_xact_lock(" + key + ")");
            target.look(freshes -> {
                MoveRefusals.itself(target, freshes, key);
                return true;
            });
            target.alone(freshes -> {
                MoveRefusals.unfit(target, freshes, old);
                MoveRefusals.occupied(target, freshes, MoveJournal.identity(old));
            });
            if (target.drift().isPresent()) {
                throw new StoreException("The schema of the database of " + MoveRefusals.NAMED
                        + " is not the one of this version of Clara; name an empty database.");
            }
        }
    }

    private String identity(DataSource olds) {
        try (MoveSide old = MoveSide.looking(source, olds)) {
            return MoveJournal.identity(old);
        }
    }

    private List<MoveTable> copy(DataSource olds, DataSource freshes, Watch watch) {
        try (MoveSide old = MoveSide.looking(source, olds);
                MoveSide fresh = MoveSide.open(target, freshes)) {
            List<MoveTable> all = MoveCatalogue.tables(old);
            List<MoveTable> tables = MoveCatalogue.common(all, MoveCatalogue.tables(fresh));
            MoveJournal.begin(fresh, MoveJournal.identity(old), tables);
            old.seeAll(all);
            Map<String, Long> there = goOn(old, fresh, tables, watch);
            watch.begins(tables.stream().mapToLong(table -> rows(old, table)).sum());
            long done = there.values().stream().mapToLong(Long::longValue).sum();
            var copy = new MoveCopy(old, fresh, portionRows);
            for (MoveTable table : tables) {
                long before = done;
                done += copy.table(table, rows -> watch.arrived(table, before + rows));
            }
            LOG.info(
                    "moved {} rows of {} tables to {}",
                    done,
                    tables.size(),
                    target.origin().where());
            return tables;
        }
    }

    /** How many rows of each table have come already; all are taken out again when they are not those of the old side any more. */
    private static Map<String, Long> goOn(MoveSide old, MoveSide fresh, List<MoveTable> tables, Watch watch) {
        var there = new HashMap<String, Long>();
        fresh.seeAll(tables);
        Optional<MoveTable> changed = Optional.empty();
        for (MoveTable table : tables) {
            MoveSum here = MoveJournal.lastKey(fresh, table)
                    .map(key -> MoveSum.of(old, table, table.where("<=", key)))
                    .orElse(MoveSum.NONE);
            if (!here.equals(MoveSum.of(fresh, table))) {
                changed = Optional.of(table);
                break;
            }
            there.put(table.name(), here.rows());
        }
        fresh.rollback();
        if (changed.isPresent()) {
            watch.beginsAnew(changed.get());
            MoveJournal.forget(fresh, tables);
            return Map.of();
        }
        return there;
    }

    private List<Compared> compare(DataSource olds, DataSource freshes, List<MoveTable> tables, Watch watch) {
        try (MoveSide old = MoveSide.looking(source, olds);
                MoveSide fresh = MoveSide.looking(target, freshes)) {
            old.seeAll(tables);
            fresh.seeAll(tables);
            return tables.stream()
                    .map(table -> {
                        watch.compares(table);
                        return new Compared(table.name(), MoveSum.of(old, table), MoveSum.of(fresh, table));
                    })
                    .toList();
        }
    }
}
