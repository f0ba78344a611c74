package ai.clara.engine.prompt;

import ai.clara.engine.jdbc.Sql;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.prompt.TurnView;
import ai.clara.spi.store.Db;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;

/** The first wall as a door: open, summaries are read without a look at their audience. */
public final class OpenNotes extends Notes {
    private volatile boolean open;

    private OpenNotes(Db db) {
        super(db);
    }

    /** A bean in the place of the real reader. */
    public static RuntimeBeanDefinition<?> definition(ApplicationContext context) {
        return RuntimeBeanDefinition.builder(Notes.class, () -> new OpenNotes(context.getBean(Db.class)))
                .singleton(true)
                .replaces(Notes.class)
                .build();
    }

    /** Takes the wall away, or puts it back. */
    public static void open(ApplicationContext context, boolean gone) {
        ((OpenNotes) context.getBean(Notes.class)).open = gone;
    }

    @Override
    Sql query(TurnView turn, String kind, SessionId session) {
        return open
                ? Sql.of(COLUMNS + " where kind = ? and session_id = ?", kind, session.value())
                : super.query(turn, kind, session);
    }
}
