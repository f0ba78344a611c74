package ai.clara.memory.graph;

import ai.clara.memory.graph.Picture.Figure;
import ai.clara.memory.graph.Picture.Line;
import ai.clara.memory.graph.Picture.Pair;
import ai.clara.memory.question.LikeNames;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Draws together what the graph holds for one person. Every line is read again through the transcript, or it is not shown. */
@Singleton
public final class GraphPicture {
    private static final int TOLD_MAX = 1_000;
    private static final int LINES_MAX = 200;

    private final GraphStore store;
    private final Transcript transcript;
    private final Gleaning gleaning;

    GraphPicture(GraphStore store, Transcript transcript, Gleaning gleaning) {
        this.store = store;
        this.transcript = transcript;
        this.gleaning = gleaning;
    }

    /**
     * The picture of the viewer's actor.
     *
     * @throws ai.clara.spi.store.StoreException when the graph cannot be read
     */
    public Picture of(Viewer viewer) {
        List<Relation> relations = store.latest(new Scope(viewer, Optional.empty()), TOLD_MAX);
        Map<MessageRef, TranscriptEntry> readable = readable(viewer, relations);
        List<Relation> shown = relations.stream()
                .filter(one -> one.sources().stream().anyMatch(readable::containsKey))
                .toList();
        // Newest last, so the end is kept.
        List<Relation> kept = shown.subList(Math.max(0, shown.size() - LINES_MAX), shown.size());
        int told = relations.stream().mapToInt(one -> one.sources().size()).sum();
        boolean all = told < TOLD_MAX && kept.size() == shown.size();
        return new Drawing(viewer.actor(), readable, byRules(readable.values())).of(kept, all);
    }

    private Map<MessageRef, TranscriptEntry> readable(Viewer viewer, List<Relation> relations) {
        Set<MessageRef> sources = new LinkedHashSet<>();
        relations.forEach(one -> sources.addAll(one.sources()));
        var readable = new HashMap<MessageRef, TranscriptEntry>();
        transcript.visible(viewer, sources, 0, Optional.empty()).stream()
                .filter(entry -> !entry.erased() && entry.author().isPresent())
                .forEach(entry -> readable.put(entry.ref(), entry));
        return readable;
    }

    /** What rules read in each message; a model may have read more. */
    private Map<MessageRef, Set<Tie>> byRules(Collection<TranscriptEntry> entries) {
        return entries.stream()
                .collect(Collectors.toMap(
                        TranscriptEntry::ref,
                        entry -> gleaning.of(entry).ties().stream()
                                .map(Tie::begun)
                                .collect(Collectors.toUnmodifiableSet())));
    }

    /** One picture while it is made. */
    private record Drawing(
            PersonId self,
            Map<MessageRef, TranscriptEntry> readable,
            Map<MessageRef, Set<Tie>> byRules,
            Map<Node, Integer> places,
            List<Figure> figures,
            List<Line> lines) {
        Drawing(PersonId self, Map<MessageRef, TranscriptEntry> readable, Map<MessageRef, Set<Tie>> byRules) {
            this(self, readable, byRules, new LinkedHashMap<>(), new ArrayList<>(), new ArrayList<>());
        }

        Picture of(List<Relation> relations, boolean all) {
            for (Relation relation : relations) {
                List<TranscriptEntry> sources = relation.sources().stream()
                        .map(readable::get)
                        .filter(Objects::nonNull)
                        .toList();
                lines.add(new Line(
                        place(relation.from(), sources),
                        relation.predicate(),
                        place(relation.to(), sources),
                        relation.validFrom(),
                        relation.validTo(),
                        sources,
                        byModel(relation, sources)));
            }
            return new Picture(figures, lines, alike(relations), all);
        }

        private boolean byModel(Relation relation, List<TranscriptEntry> sources) {
            var tie = new Tie(relation.from(), relation.predicate(), relation.to(), false);
            return sources.stream()
                    .noneMatch(
                            entry -> byRules.getOrDefault(entry.ref(), Set.of()).contains(tie));
        }

        private int place(Node node, List<TranscriptEntry> sources) {
            return places.computeIfAbsent(node, one -> {
                figures.add(new Figure(shown(one, sources), one.equals(Node.person(self))));
                return figures.size() - 1;
            });
        }

        /** As it is written in what tells of it. */
        private static String shown(Node node, List<TranscriptEntry> sources) {
            Optional<Node.Kin> kin = node.kin();
            if (kin.isPresent()) {
                return shown(kin.get().owner(), sources) + "'s "
                        + kin.get().role().replace('_', ' ');
            }
            return node.isName()
                    ? Spelling.of(node, sources)
                    : sources.stream()
                            .filter(entry -> entry.author()
                                    .map(Node::person)
                                    .filter(node::equals)
                                    .isPresent())
                            .map(TranscriptEntry::speaker)
                            .findFirst()
                            .orElse("somebody");
        }

        /** Names that may be one's; whoever said so or denied it has answered that. */
        private List<Pair> alike(List<Relation> relations) {
            List<Node> names = places.keySet().stream().filter(Node::isName).toList();
            Set<Set<Node>> answered = new LinkedHashSet<>();
            relations.stream()
                    .filter(one -> one.predicate().equals(Predicates.SAME))
                    .forEach(one -> answered.add(Set.of(one.from(), one.to())));
            return names.stream()
                    .flatMap(one -> names.stream()
                            .filter(other -> one.key().compareTo(other.key()) < 0)
                            .filter(other -> LikeNames.may(one.name(), other.name()))
                            .filter(other -> !answered.contains(Set.of(one, other)))
                            .map(other -> new Pair(at(one), at(other))))
                    .toList();
        }

        private int at(Node node) {
            return Objects.requireNonNull(places.get(node));
        }
    }
}
