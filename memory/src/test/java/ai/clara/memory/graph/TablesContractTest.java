package ai.clara.memory.graph;

import ai.clara.spi.id.MessageRef;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/** The tables beside the transcript. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TablesContractTest implements GraphContract {
    private static final String LABELS = "project, author_id, owner_key, audience_key, provenance, sensitivity)";
    private static final String MENTIONS =
            "select concat_ws('|', message_id, node, kind, shown, extract(epoch from said_at)::bigint, " + LABELS
                    + " from graph_mentions";
    private static final String RELATIONS = "select concat_ws('|', message_id, from_node, predicate, to_node,"
            + " extract(epoch from valid_from)::bigint, coalesce(extract(epoch from valid_to)::bigint::text, 'null'), "
            + LABELS + " from graph_relations";

    private final GraphHome home = new GraphHome();

    @AfterAll
    void close() {
        home.close();
    }

    @Override
    public GraphHome home() {
        return home;
    }

    @Override
    public List<String> contents() {
        return Stream.concat(home.rows(MENTIONS).stream(), home.rows(RELATIONS).stream())
                .sorted()
                .toList();
    }

    @Override
    public void lose(MessageRef message) {
        home.change("delete from graph_readings where message_id = '" + message.value() + "'");
    }

    @Override
    public void loseAll() {
        home.change("truncate graph_cursors, graph_readings cascade");
    }
}
