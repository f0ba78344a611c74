package ai.clara.testkit.qdrant;

import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.Match;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Evaluates a filter over payloads and ids. A field without index is refused, as strict mode does. */
final class Sieve {
    private final Predicate<Point> passing;

    /**
     * @param indexed the fields that may be asked for
     * @param ignored fields whose conditions are left out
     */
    Sieve(Filter filter, Set<String> indexed, Set<String> ignored) {
        refuse(filter, indexed);
        this.passing = of(without(filter, ignored));
    }

    private static void refuse(Filter filter, Set<String> indexed) {
        if (filter.hasMinShould()) {
            throw Refusal.unknown("min_should");
        }
        Stream.of(filter.getMustList(), filter.getShouldList(), filter.getMustNotList())
                .flatMap(List::stream)
                .forEach(condition -> {
                    switch (condition.getConditionOneOfCase()) {
                        case FIELD -> {
                            if (!indexed.contains(condition.getField().getKey())) {
                                throw Refusal.unindexed(condition.getField().getKey());
                            }
                        }
                        case FILTER -> refuse(condition.getFilter(), indexed);
                        case HAS_ID -> {}
                        default -> throw Refusal.unknown("conditions of the kind " + condition.getConditionOneOfCase());
                    }
                });
    }

    private static Filter without(Filter filter, Set<String> ignored) {
        if (ignored.isEmpty()) {
            return filter;
        }
        return Filter.newBuilder()
                .addAllMust(without(filter.getMustList(), ignored))
                .addAllShould(without(filter.getShouldList(), ignored))
                .addAllMustNot(without(filter.getMustNotList(), ignored))
                .build();
    }

    private static List<Condition> without(List<Condition> conditions, Set<String> ignored) {
        return conditions.stream()
                .filter(condition -> !condition.hasField()
                        || !ignored.contains(condition.getField().getKey()))
                .map(condition -> condition.hasFilter()
                        ? Condition.newBuilder()
                                .setFilter(without(condition.getFilter(), ignored))
                                .build()
                        : condition)
                .toList();
    }

    boolean passes(Point point) {
        return passing.test(point);
    }

    private static Predicate<Point> of(Filter filter) {
        Predicate<Point> all = each(filter.getMustList()).stream().reduce(_ -> true, Predicate::and);
        Predicate<Point> not = each(filter.getMustNotList()).stream().reduce(_ -> false, Predicate::or);
        Predicate<Point> any =
                each(filter.getShouldList()).stream().reduce(Predicate::or).orElse(_ -> true);
        return all.and(not.negate()).and(any);
    }

    private static List<Predicate<Point>> each(List<Condition> conditions) {
        return conditions.stream().map(Sieve::of).toList();
    }

    private static Predicate<Point> of(Condition condition) {
        return switch (condition.getConditionOneOfCase()) {
            case FIELD -> of(condition.getField());
            case FILTER -> of(condition.getFilter());
            case HAS_ID -> {
                Set<UUID> ids = condition.getHasId().getHasIdList().stream()
                        .map(Point::id)
                        .collect(Collectors.toSet());
                yield point -> ids.contains(point.id());
            }
            default -> throw Refusal.unknown("conditions of the kind " + condition.getConditionOneOfCase());
        };
    }

    /** Of several values of a field it is enough that one matches. */
    private static Predicate<Point> of(FieldCondition field) {
        if (!field.hasMatch() || field.getAllFields().size() != 2) {
            throw Refusal.unknown("conditions beside a match");
        }
        Predicate<String> match = of(field.getMatch());
        return point -> {
            for (String text : point.texts().getOrDefault(field.getKey(), List.of())) {
                if (match.test(text)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static Predicate<String> of(Match match) {
        return switch (match.getMatchValueCase()) {
            case KEYWORD -> match.getKeyword()::equals;
            case KEYWORDS -> Set.copyOf(match.getKeywords().getStringsList())::contains;
            case EXCEPT_KEYWORDS ->
                Predicate.not(Set.copyOf(match.getExceptKeywords().getStringsList())::contains);
            default -> throw Refusal.unknown("a match of the kind " + match.getMatchValueCase());
        };
    }
}
