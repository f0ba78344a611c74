package ai.clara.memory.store.qdrant;

import static io.qdrant.client.ConditionFactory.filter;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.ConditionFactory.matchKeywords;

import ai.clara.memory.store.Reach;
import ai.clara.spi.id.Project;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.JsonWithInt.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The points within reach: as filters, of which one is part of every question, and as a second look at what comes back, since Qdrant
 * has no wall of its own behind the filter.
 */
class Permitted {
    private final Reach reach;

    Permitted(Reach reach) {
        this.reach = reach;
    }

    /**
     * Points that are searched in the same way.
     *
     * @param words the sparse vector in which their words are looked for
     * @param alone whether nothing around them may be known
     */
    record Realm(Filter filter, String words, boolean alone) {}

    /** Those of the audiences, and the own words from anywhere else; no point is in both. */
    List<Realm> realms() {
        var realms = new ArrayList<Realm>();
        if (!reach.audiences().isEmpty()) {
            realms.add(new Realm(within(audiences()).build(), Fields.AROUND, false));
        }
        // What others said before may not be known there.
        own().ifPresent(own -> realms.add(new Realm(elsewhere(own).build(), Fields.WORDS, true)));
        return realms;
    }

    private Filter.Builder elsewhere(Condition own) {
        Filter.Builder elsewhere = within(own);
        return reach.audiences().isEmpty() ? elsewhere : elsewhere.addMustNot(audiences());
    }

    /** All of them; nothing when nothing is within reach. */
    Optional<Filter> all() {
        var either = Filter.newBuilder();
        if (!reach.audiences().isEmpty()) {
            either.addShould(audiences());
        }
        own().ifPresent(either::addShould);
        return either.getShouldCount() == 0
                ? Optional.empty()
                : Optional.of(within(filter(either.build())).build());
    }

    private Condition audiences() {
        return matchKeywords(
                Fields.AUDIENCE, reach.audiences().stream().sorted().toList());
    }

    private Optional<Condition> own() {
        return reach.own()
                .map(person -> matchKeyword(Fields.AUTHOR, person.value().toString()));
    }

    private Filter.Builder within(Condition permitted) {
        var filter = Filter.newBuilder().addMust(permitted);
        reach.project().map(Permitted::in).ifPresent(filter::addMust);
        return filter;
    }

    private static Condition in(Project project) {
        return matchKeywords(Fields.PROJECT, List.of(Fields.project(Project.DEFAULT), Fields.project(project)));
    }

    /** Whether a point that came back is within reach; one that does not say is not. */
    boolean admits(Map<String, Value> payload) {
        boolean known = reach.audiences().contains(Fields.text(payload, Fields.AUDIENCE))
                || reach.own()
                        .filter(person -> Fields.text(payload, Fields.AUTHOR)
                                .equals(person.value().toString()))
                        .isPresent();
        String project = Fields.text(payload, Fields.PROJECT);
        return known
                && (reach.project().isEmpty()
                        || project.equals(Fields.project(Project.DEFAULT))
                        || project.equals(Fields.project(reach.project().get())));
    }
}
