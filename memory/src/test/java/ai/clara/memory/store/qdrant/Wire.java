package ai.clara.memory.store.qdrant;

import com.google.protobuf.Message;
import io.qdrant.client.grpc.Common.Condition;
import io.qdrant.client.grpc.Common.FieldCondition;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.Match;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.FacetCounts;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScrollPoints;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands on the wire of who may know what. */
public final class Wire {
    private static final List<String> PLACES = List.of(Fields.CONVERSATION, Fields.SEQ);
    private static final Set<String> NO_CONTENT = Set.of(Fields.CURSOR, Fields.STANDING);

    private Wire() {}

    /** Questions for points, one by one: those of a batch are several. */
    public static List<Message> questions(List<Message> asked) {
        return asked.stream()
                .flatMap(message -> message instanceof QueryBatchPoints batch
                        ? batch.getQueryPointsList().stream()
                        : Stream.of(message))
                .filter(message -> message instanceof QueryPoints || message instanceof FacetCounts)
                .map(Message.class::cast)
                .toList();
    }

    /** The audiences of which a question lets something through, whoever wrote it. */
    public static Set<String> audiences(Message question) {
        Filter filter =
                question instanceof FacetCounts facet ? facet.getFilter() : ((QueryPoints) question).getFilter();
        return filter.getMustList().stream()
                .flatMap(condition ->
                        condition.hasFilter() ? condition.getFilter().getShouldList().stream() : Stream.of(condition))
                .filter(condition -> condition.getField().getKey().equals(Fields.AUDIENCE))
                .flatMap(condition -> condition.getField().getMatch().getKeywords().getStringsList().stream())
                .collect(Collectors.toSet());
    }

    /** Those questions, and looks of whoever writes, that could bring something to somebody who may not know it. */
    public static List<Message> unwalled(List<Message> asked, Set<String> audiences, String author) {
        return asked.stream()
                .flatMap(message -> message instanceof QueryBatchPoints batch
                        ? batch.getQueryPointsList().stream()
                        : Stream.of(message))
                .filter(message -> !harmless(message, audiences, author))
                .map(Message.class::cast)
                .toList();
    }

    private static boolean harmless(Message message, Set<String> audiences, String author) {
        return switch (message) {
            case QueryPoints query -> query.getPrefetchCount() == 0 && walled(query.getFilter(), audiences, author);
            case FacetCounts facet -> walled(facet.getFilter(), audiences, author);
            case CountPoints _ -> true;
            case ScrollPoints scroll ->
                !scroll.hasWithVectors() && (placesOnly(scroll) || noContent(scroll.getFilter()));
            default -> !message.getClass().getSimpleName().matches("(Get|Search|Recommend|Discover|Query).*Points.*");
        };
    }

    private static boolean placesOnly(ScrollPoints scroll) {
        return scroll.getWithPayload().hasInclude()
                && PLACES.containsAll(scroll.getWithPayload().getInclude().getFieldsList());
    }

    private static boolean noContent(Filter filter) {
        return filter.getMustList().stream()
                .filter(condition -> condition.getField().getKey().equals(Fields.KIND))
                .anyMatch(condition -> NO_CONTENT.containsAll(
                        condition.getField().getMatch().getKeywords().getStringsList()));
    }

    private static boolean walled(Filter filter, Set<String> audiences, String author) {
        return filter.getMustList().stream()
                .anyMatch(condition -> condition.hasFilter()
                        ? either(condition.getFilter(), audiences, author)
                        : walls(condition, audiences, author));
    }

    /** Either of several, each of which walls. */
    private static boolean either(Filter filter, Set<String> audiences, String author) {
        return filter.getShouldCount() > 0
                && filter.getShouldList().stream().allMatch(condition -> walls(condition, audiences, author));
    }

    private static boolean walls(Condition condition, Set<String> audiences, String author) {
        FieldCondition field = condition.getField();
        Match match = field.getMatch();
        return switch (field.getKey()) {
            case Fields.AUDIENCE ->
                match.hasKeywords() && audiences.containsAll(match.getKeywords().getStringsList());
            case Fields.AUTHOR -> match.getKeyword().equals(author);
            default -> false;
        };
    }
}
