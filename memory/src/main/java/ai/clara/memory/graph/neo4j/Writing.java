package ai.clara.memory.graph.neo4j;

import ai.clara.memory.graph.Gist;
import ai.clara.memory.graph.GraphStore.Portion;
import ai.clara.memory.graph.Kind;
import ai.clara.memory.graph.Mention;
import ai.clara.memory.graph.Node;
import ai.clara.memory.graph.Tie;
import ai.clara.memory.graph.neo4j.Originals.Labels;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;

/** What a transaction writes. All statements are constants; what people said comes as parameters. */
final class Writing {
    private static final int AT_ONCE_MAX = 10_000;

    /** Nodes of a message that goes, with their relationships. */
    static final String GONE = """
            match (e:RookEntity) where e.message in $messages
            optional match (e)-[t:ROOK_TELLS]->()
            with e, count(t) as ties
            with collect(e) as found, count(e) as nodes, sum(ties) as ties
            foreach (e in found | detach delete e)
            return nodes, ties""";

    private static final String MENTIONS = "unwind $nodes as one create (e:RookEntity:RookMention) set e = one";
    private static final String ENDS = "unwind $nodes as one create (e:RookEntity) set e = one";
    static final String TIES = """
            unwind $ties as one
            match (a:RookEntity {message: one.message, key: one.from})
            match (b:RookEntity {message: one.message, key: one.to})
            create (a)-[t:ROOK_TELLS]->(b) set t = one""";
    private static final String CURSOR = """
            merge (c:RookCursor {conversation: $conversation})
            set c.seq = $seq, c.changes = $changes, c.rules = $rules,
              c.nodes = coalesce(c.nodes, 0) + $nodes, c.ties = coalesce(c.ties, 0) + $ties""";
    static final String OTHERS = """
            match (e:RookEntity)
            where e.conversation = $conversation and e.seq > $after and e.seq <= $upTo and not e.message in $messages
            with e limit $most
            with collect(e) as found, count(e) as nodes
            foreach (e in found | detach delete e)
            return nodes""";
    static final String COUNTED = """
            match (c:RookCursor {conversation: $conversation})
            set c.nodes = count { (:RookEntity {conversation: $conversation}) },
              c.ties = count { (:RookEntity {conversation: $conversation})-[:ROOK_TELLS]->() }""";

    private Writing() {}

    /** In place of what these messages told before. One without labels tells nothing any more. */
    static void keep(TransactionContext tx, Portion portion, Map<MessageRef, Labels> labels, int rules) {
        var mentions = new ArrayList<Map<String, Object>>();
        var ends = new ArrayList<Map<String, Object>>();
        var ties = new ArrayList<Map<String, Object>>();
        for (Gist gist : portion.gists()) {
            Labels own = labels.get(gist.entry().ref());
            if (own != null && gist.tells()) {
                add(portion, gist, own, mentions, ends, ties);
            }
        }
        List<String> messages = portion.gists().stream()
                .map(gist -> gist.entry().ref().value().toString())
                .toList();
        Record gone = tx.run(GONE, Map.of("messages", messages)).single();
        run(tx, MENTIONS, "nodes", mentions);
        run(tx, ENDS, "nodes", ends);
        run(tx, TIES, "ties", ties);
        tx.run(
                        CURSOR,
                        Map.of(
                                "conversation",
                                portion.conversation().value().toString(),
                                "seq",
                                portion.reaches().seq(),
                                "changes",
                                portion.reaches().changes(),
                                "rules",
                                rules,
                                "nodes",
                                mentions.size()
                                        + ends.size()
                                        - gone.get("nodes").asLong(),
                                "ties",
                                ties.size() - gone.get("ties").asLong()))
                .consume();
    }

    private static void run(TransactionContext tx, String statement, String name, List<Map<String, Object>> rows) {
        if (!rows.isEmpty()) {
            tx.run(statement, Map.of(name, rows)).consume();
        }
    }

    private static void add(
            Portion portion,
            Gist gist,
            Labels labels,
            List<Map<String, Object>> mentions,
            List<Map<String, Object>> ends,
            List<Map<String, Object>> ties) {
        Set<Node> there = new HashSet<>();
        for (Mention mention : gist.mentions()) {
            there.add(mention.node());
            Map<String, Object> node = node(portion, gist, labels, mention.node());
            node.put("kind", kind(mention.kind()));
            node.put("shown", mention.shown());
            mentions.add(node);
        }
        for (Tie tie : gist.ties()) {
            for (Node end : List.of(tie.from(), tie.to())) {
                if (there.add(end)) {
                    ends.add(node(portion, gist, labels, end));
                }
            }
            ties.add(tie(portion, gist, labels, tie));
        }
    }

    private static String kind(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> node(Portion portion, Gist gist, Labels labels, Node node) {
        Map<String, Object> properties = labelled(portion, gist, labels);
        properties.put("key", node.key());
        properties.put("seq", labels.seq());
        properties.put("said_at", labels.at());
        return properties;
    }

    private static Map<String, Object> tie(Portion portion, Gist gist, Labels labels, Tie tie) {
        Map<String, Object> properties = labelled(portion, gist, labels);
        properties.put("from", tie.from().key());
        properties.put("predicate", tie.predicate());
        properties.put("to", tie.to().key());
        properties.put("valid_from", labels.at());
        if (tie.ended()) {
            properties.put("valid_to", labels.at());
        }
        return properties;
    }

    private static Map<String, Object> labelled(Portion portion, Gist gist, Labels labels) {
        var properties = new HashMap<String, Object>();
        properties.put("message", gist.entry().ref().value().toString());
        properties.put("conversation", portion.conversation().value().toString());
        properties.put("words", labels.words());
        properties.put("project", labels.project());
        properties.put("author", labels.author().toString());
        properties.put("owner", labels.owner());
        properties.put("audience", labels.audience());
        properties.put("provenance", labels.provenance());
        properties.put("sensitivity", labels.sensitivity());
        return properties;
    }

    /** @return whether there may be more of them */
    static boolean retain(
            TransactionContext tx,
            ConversationId conversation,
            long after,
            long upTo,
            Collection<MessageRef> messages) {
        String id = conversation.value().toString();
        long gone = tx.run(
                        OTHERS,
                        Map.of(
                                "conversation",
                                id,
                                "after",
                                after,
                                "upTo",
                                upTo,
                                "messages",
                                Search.ids(messages),
                                "most",
                                AT_ONCE_MAX))
                .single()
                .get(0)
                .asLong();
        if (gone > 0 || upTo == Long.MAX_VALUE) {
            tx.run(COUNTED, Map.of("conversation", id)).consume();
        }
        return gone == AT_ONCE_MAX;
    }
}
