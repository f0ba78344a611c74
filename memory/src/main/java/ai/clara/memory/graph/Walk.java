package ai.clara.memory.graph;

import ai.clara.memory.graph.Phrase.At;
import ai.clara.memory.graph.Phrase.Met;
import ai.clara.memory.graph.Phrase.Named;
import ai.clara.memory.graph.Phrase.Relative;
import ai.clara.memory.graph.Phrase.Self;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Goes from whom a question points at to whoever is meant, relation by relation, within one scope. */
final class Walk {
    /** Tellings looked at in one step. */
    private static final int TOLD_MAX = 400;

    private static final int NODES_MAX = 12;
    /** Rosa is Rosi, and Rosi is Rosa Klein. */
    private static final int NAMES_STEPS = 2;

    private final GraphStore store;
    private final Roles roles;
    private final Scope scope;
    private final Map<String, PersonId> speakers;

    /** @param speakers who speaks here, by the words of their names in small letters */
    Walk(GraphStore store, Roles roles, Scope scope, Map<String, PersonId> speakers) {
        this.store = store;
        this.roles = roles;
        this.scope = scope;
        this.speakers = speakers;
    }

    /**
     * Who is meant, and the messages that tell so.
     *
     * @param known whether somebody was found, and not only pointed at
     */
    record Reached(Set<Node> nodes, Set<MessageRef> trail, boolean known) {
        static final Reached NOBODY = new Reached(Set.of(), Set.of(), false);

        Reached {
            nodes = Set.copyOf(nodes);
            trail = Set.copyOf(trail);
        }

        Reached and(Collection<Node> moreNodes, Collection<MessageRef> moreTrail) {
            var allNodes = new LinkedHashSet<>(nodes);
            moreNodes.stream().limit(NODES_MAX).forEach(allNodes::add);
            var all = new LinkedHashSet<>(trail);
            all.addAll(moreTrail);
            return new Reached(allNodes, all, known || !moreTrail.isEmpty());
        }
    }

    Reached to(Phrase phrase) {
        return alsoCalled(
                switch (phrase) {
                    case Self _ -> new Reached(Set.of(Node.person(scope.viewer().actor())), Set.of(), true);
                    case Named(String shown) -> named(shown);
                    case Relative(Phrase owner, String role) -> relative(to(owner), role);
                    case Met(Phrase by, String place) -> met(to(by), place);
                    case At(String predicate, String place) -> at(predicate, place);
                });
    }

    /** The same ones under the names that somebody said are theirs too. */
    private Reached alsoCalled(Reached reached) {
        var nodes = new LinkedHashSet<>(reached.nodes());
        var trail = new LinkedHashSet<>(reached.trail());
        Set<Node> latest = reached.nodes();
        for (int i = 0; i < NAMES_STEPS && !latest.isEmpty(); i++) {
            var more = new LinkedHashSet<Node>();
            for (Relation same : store.near(scope, latest, Set.of(Predicates.SAME), TOLD_MAX)) {
                if (same.validTo().isEmpty()) {
                    more.addAll(List.of(same.from(), same.to()));
                    trail.addAll(same.sources());
                }
            }
            more.removeAll(nodes);
            nodes.addAll(more);
            latest = more;
        }
        return nodes.equals(reached.nodes()) ? reached : new Reached(nodes, trail, true);
    }

    Optional<PersonId> speaker(String shown) {
        String lower = shown.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(speakers.get(lower))
                .or(() -> Optional.ofNullable(speakers.get(lower.split(" ", 2)[0])));
    }

    /** Whoever is called so, and the relative that somebody else told so of, when that can be one only. */
    private Reached named(String shown) {
        Node node = Node.named(shown);
        var nodes = new LinkedHashSet<>(Set.of(node));
        speaker(shown).map(Node::person).ifPresent(nodes::add);
        Reached reached = new Reached(nodes, Set.of(), false);
        for (Relation naming : store.near(scope, Set.of(node), Set.of(), TOLD_MAX)) {
            if (naming.to().equals(node) && roles.isRole(naming.predicate())) {
                Node kin = Node.relative(naming.from(), naming.predicate());
                reached = reached.and(onlyOne(naming) ? List.of(kin) : List.of(), naming.sources());
            }
        }
        return reached;
    }

    private boolean onlyOne(Relation naming) {
        return store.near(scope, Set.of(naming.from()), Set.of(naming.predicate()), TOLD_MAX).stream()
                        .filter(other -> other.from().equals(naming.from()))
                        .map(Relation::to)
                        .distinct()
                        .count()
                == 1;
    }

    private Reached relative(Reached owner, String role) {
        if (owner.nodes().isEmpty()) {
            return Reached.NOBODY;
        }
        Set<String> predicates = roles.isRole(role) ? roles.telling(role) : Set.of(role);
        List<Relation> near = store.near(scope, owner.nodes(), predicates, TOLD_MAX);
        List<Relation> told = near.stream()
                .filter(one -> owner.nodes().contains(one.from()) && agrees(role, one.predicate()))
                .toList();
        Set<Node> unnamed =
                owner.nodes().stream().map(node -> Node.relative(node, role)).collect(Collectors.toSet());
        Reached reached = new Reached(unnamed, owner.trail(), false);
        if (!told.isEmpty()) {
            return reached.and(nodes(told, true), sources(told));
        }
        List<Relation> returned = near.stream()
                .filter(one -> owner.nodes().contains(one.to()))
                .filter(one -> roles.returned(one.predicate())
                        .filter(back -> agrees(role, back))
                        .isPresent())
                .toList();
        return reached.and(nodes(returned, false), sources(returned));
    }

    private boolean agrees(String asked, String told) {
        return asked.equals(told) || roles.isRole(asked) && roles.isRole(told) && roles.agree(asked, told);
    }

    private Reached met(Reached by, String place) {
        List<Relation> met = store.near(scope, by.nodes(), Set.of(Predicates.MET), TOLD_MAX).stream()
                .filter(one -> by.nodes().contains(one.from()))
                .toList();
        Node where = Node.named(place);
        var nodes = new LinkedHashSet<Node>();
        var trail = new LinkedHashSet<MessageRef>();
        for (Relation in : store.near(scope, Set.of(where), Set.of(Predicates.MET_IN), TOLD_MAX)) {
            for (Relation one : met) {
                var same = new HashSet<>(one.sources());
                same.retainAll(in.sources());
                if (in.to().equals(where) && one.to().equals(in.from()) && !same.isEmpty()) {
                    nodes.add(one.to());
                    trail.addAll(same);
                }
            }
        }
        return nodes.isEmpty() ? Reached.NOBODY : new Reached(nodes, by.trail(), true).and(List.of(), trail);
    }

    /** "The man who works for the zoo spend his days": in small letters the verb behind may have come along with the place. */
    private Reached at(String predicate, String place) {
        Reached there = there(predicate, place);
        int last = place.lastIndexOf(' ');
        boolean longer = last > 0 && place.equals(place.toLowerCase(Locale.ROOT));
        return there.known() || !longer ? there : at(predicate, place.substring(0, last));
    }

    /** Who is there now; when nobody is, who was. */
    private Reached there(String predicate, String place) {
        Node where = Node.named(place);
        List<Relation> all = store.near(scope, Set.of(where), Set.of(predicate), TOLD_MAX).stream()
                .filter(one -> one.to().equals(where))
                .toList();
        List<Relation> now = all.stream().filter(one -> one.validTo().isEmpty()).toList();
        List<Relation> there = now.isEmpty() ? all : now;
        return Reached.NOBODY.and(nodes(there, false), sources(there));
    }

    private static List<Node> nodes(List<Relation> relations, boolean to) {
        return relations.stream()
                .map(one -> to ? one.to() : one.from())
                .distinct()
                .toList();
    }

    private static List<MessageRef> sources(List<Relation> relations) {
        return relations.stream().flatMap(one -> one.sources().stream()).toList();
    }
}
