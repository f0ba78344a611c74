package ai.clara.memory.graph;

import ai.clara.spi.id.MessageRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What messages tell of two nodes, and how long it was so. Past ones stay.
 *
 * @param validFrom when it was first told
 * @param validTo when it was told to be over, or another took its place; empty while it holds
 * @param sources the messages that tell it, oldest first
 */
public record Relation(
        Node from, String predicate, Node to, Instant validFrom, Optional<Instant> validTo, List<MessageRef> sources) {
    /** Of these somebody has one at a time. */
    public static final Set<String> EXCLUSIVE = Set.of(Predicates.LIVES, Predicates.WORKS);

    public Relation {
        sources = List.copyOf(sources);
    }

    private record Key(Node from, String predicate, Node to) {}

    /** @param told all that is told of these nodes and predicates */
    public static List<Relation> of(List<Told> told) {
        List<Told> inOrder = told.stream()
                .sorted(Comparator.comparing(Told::at)
                        .thenComparing(one -> one.message().value()))
                .toList();
        Map<Key, List<Told>> byKey = new LinkedHashMap<>();
        for (Told one : inOrder) {
            Tie tie = one.tie();
            byKey.computeIfAbsent(new Key(tie.from(), tie.predicate(), tie.to()), _ -> new ArrayList<>())
                    .add(one);
        }
        return byKey.entrySet().stream()
                .map(one -> relation(one.getKey(), one.getValue(), inOrder))
                .toList();
    }

    private static Relation relation(Key key, List<Told> own, List<Told> all) {
        Told last = own.getLast();
        Optional<Instant> until = last.tie().ended() ? Optional.of(last.at()) : succeeded(key, last, all);
        return new Relation(
                key.from(),
                key.predicate(),
                key.to(),
                own.getFirst().at(),
                until,
                own.stream().map(Told::message).toList());
    }

    /** When another took its place after it was told for the last time. */
    private static Optional<Instant> succeeded(Key key, Told last, List<Told> all) {
        if (!EXCLUSIVE.contains(key.predicate())) {
            return Optional.empty();
        }
        return all.stream()
                .filter(other -> other.tie().from().equals(key.from())
                        && other.tie().predicate().equals(key.predicate())
                        && !other.tie().to().equals(key.to())
                        && !other.tie().ended()
                        && other.at().isAfter(last.at()))
                .map(Told::at)
                .findFirst();
    }
}
