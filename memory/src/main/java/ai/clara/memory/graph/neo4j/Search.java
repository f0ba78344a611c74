package ai.clara.memory.graph.neo4j;

import ai.clara.memory.graph.GraphStore.Counts;
import ai.clara.memory.graph.GraphStore.Cursor;
import ai.clara.memory.graph.Node;
import ai.clara.memory.graph.Relation;
import ai.clara.memory.graph.Scope;
import ai.clara.memory.graph.Tie;
import ai.clara.memory.graph.Told;
import ai.clara.memory.graph.neo4j.Originals.Found;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.privacy.Viewer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;

/** What a transaction reads. The audience is part of every pattern: a node or relationship outside the scope is never stepped on. */
final class Search {
    /** Tellings that say what took the place of what was found, for each that was asked for. */
    private static final int SUCCESSORS = 10;

    private static final String ENTITIES = """
            call () {
              match (e:RookEntity) where e.audience in $audiences and e.key in $keys
              return e
              union
              match (e:RookEntity) where e.author = $own and e.key in $keys
              return e
            }
            """;
    private static final String TELLING =
            " t.message as message, t.words as words, t.from as from, t.predicate as predicate, t.to as to,"
                    + " t.valid_from as told, t.valid_to is not null as ended";
    static final String NEAR = ENTITIES + """
            match (e)-[t:ROOK_TELLS]-()
            where (t.audience in $audiences or t.author = $own)
              and ($projects is null or t.project in $projects)
              and (size($predicates) = 0 or t.predicate in $predicates)
            with distinct t order by t.valid_from desc, t.message limit $most
            return""" + TELLING;

    static final String LATEST = """
            match (e:RookEntity)-[t:ROOK_TELLS]->()
            where (e.audience in $audiences or e.author = $own)
              and (t.audience in $audiences or t.author = $own)
              and ($projects is null or t.project in $projects)
            with t order by t.valid_from desc, t.message limit $most
            return""" + TELLING;

    /** All that is told of where the same ones live or work. */
    static final String SUCCESSION = ENTITIES + """
            match (e)-[t:ROOK_TELLS]->()
            where (t.audience in $audiences or t.author = $own)
              and ($projects is null or t.project in $projects)
              and [t.from, t.predicate] in $pairs
            with distinct t order by t.valid_from desc, t.message limit $most
            return""" + TELLING;

    static final String MENTIONS = ENTITIES + """
            with e where e:RookMention and ($projects is null or e.project in $projects)
            with e.message as message, e.words as words, max(e.said_at) as said
            order by said desc, message limit $most
            return message, words""";
    private static final String CURSORS =
            "match (c:RookCursor) where c.rules = $rules return c.conversation, c.seq, c.changes";
    static final String COUNTS = """
            match (e:RookEntity)
            where e.message in $messages and (e.audience in $audiences or e.author = $own)
            optional match (e)-[t:ROOK_TELLS]->()
            with e, count(t) as ties
            return count(distinct e.message), sum(case when e:RookMention then 1 else 0 end), sum(ties)""";
    private static final String DRIFT = """
            call () { match (e:RookEntity) return count(e) as nodes }
            call () { match ()-[t:ROOK_TELLS]->() return count(t) as ties }
            call () { match (c:RookCursor) return coalesce(sum(c.nodes), 0) as itsNodes, coalesce(sum(c.ties), 0) as itsTies }
            return abs(nodes - itsNodes) + abs(ties - itsTies)""";

    private Search() {}

    static Map<ConversationId, Cursor> cursors(TransactionContext tx, int rules) {
        var cursors = new HashMap<ConversationId, Cursor>();
        tx.run(CURSORS, Map.of("rules", rules))
                .forEachRemaining(row -> cursors.put(
                        new ConversationId(UUID.fromString(row.get(0).asString())),
                        new Cursor(row.get(1).asLong(), row.get(2).asLong())));
        return cursors;
    }

    static List<Found<Told>> near(
            TransactionContext tx, Scope scope, Set<Node> nodes, Set<String> predicates, int most) {
        Map<String, @Nullable Object> values = within(scope);
        values.put("keys", keys(nodes));
        values.put("predicates", List.copyOf(predicates));
        values.put("most", most);
        List<Found<Told>> hits = tx.run(NEAR, values).list(Search::told);
        Set<List<String>> exclusive = new LinkedHashSet<>();
        Set<Node> owners = new LinkedHashSet<>();
        for (Found<Told> hit : hits) {
            Tie tie = hit.what().tie();
            if (Relation.EXCLUSIVE.contains(tie.predicate())) {
                exclusive.add(List.of(tie.from().key(), tie.predicate()));
                owners.add(tie.from());
            }
        }
        if (exclusive.isEmpty()) {
            return hits;
        }
        values.put("keys", keys(owners));
        values.put("pairs", List.copyOf(exclusive));
        values.put("most", most * SUCCESSORS);
        var all = new LinkedHashSet<>(hits);
        all.addAll(tx.run(SUCCESSION, values).list(Search::told));
        return new ArrayList<>(all);
    }

    static List<Found<Told>> latest(TransactionContext tx, Scope scope, int most) {
        Map<String, @Nullable Object> values = within(scope);
        values.put("most", most);
        return tx.run(LATEST, values).list(Search::told);
    }

    static List<Found<MessageRef>> mentions(TransactionContext tx, Scope scope, Set<Node> nodes, int most) {
        Map<String, @Nullable Object> values = within(scope);
        values.put("keys", keys(nodes));
        values.put("most", most);
        return tx.run(MENTIONS, values).list(row -> {
            var message = new MessageRef(UUID.fromString(row.get("message").asString()));
            return new Found<>(message, row.get("words").asString(), message);
        });
    }

    static Counts counts(TransactionContext tx, Viewer viewer, Collection<MessageRef> messages) {
        Map<String, @Nullable Object> values = readable(viewer);
        values.put("messages", ids(messages));
        Record row = tx.run(COUNTS, values).single();
        return new Counts(row.get(0).asLong(), row.get(1).asLong(), row.get(2).asLong());
    }

    static long drift(TransactionContext tx) {
        return tx.run(DRIFT).single().get(0).asLong();
    }

    static List<String> ids(Collection<MessageRef> messages) {
        return messages.stream().map(message -> message.value().toString()).toList();
    }

    private static List<String> keys(Set<Node> nodes) {
        return nodes.stream().map(Node::key).toList();
    }

    private static Map<String, @Nullable Object> within(Scope scope) {
        Map<String, @Nullable Object> values = readable(scope.viewer());
        values.put(
                "projects",
                scope.within()
                        .map(project -> List.of(Project.DEFAULT.name(), project.name()))
                        .orElse(null));
        return values;
    }

    private static Map<String, @Nullable Object> readable(Viewer viewer) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("audiences", List.copyOf(viewer.readKeys()));
        values.put(
                "own",
                viewer.ownWordsOf().map(PersonId::value).map(UUID::toString).orElse(null));
        return values;
    }

    private static Found<Told> told(Record row) {
        var message = new MessageRef(UUID.fromString(row.get("message").asString()));
        var tie = new Tie(
                new Node(row.get("from").asString()),
                row.get("predicate").asString(),
                new Node(row.get("to").asString()),
                row.get("ended").asBoolean());
        return new Found<>(
                message,
                row.get("words").asString(),
                new Told(tie, message, row.get("told").asZonedDateTime().toInstant()));
    }
}
