package ai.clara.memory.store.qdrant;

import static io.qdrant.client.ConditionFactory.hasId;

import ai.clara.memory.store.Contents;
import ai.clara.memory.store.Marks;
import ai.clara.spi.id.MessageRef;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.ScoredPoint;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads what is held of messages. */
final class Held {
    private Held() {}

    static Contents of(
            Questions questions, Permitted permitted, Collection<MessageRef> messages, Optional<String> dense) {
        Optional<Filter> all = permitted.all();
        if (messages.isEmpty() || all.isEmpty()) {
            return Contents.NONE;
        }
        Filter these = all.get().toBuilder()
                .addMust(hasId(messages.stream()
                        .map(message -> PointIdFactory.id(message.value()))
                        .toList()))
                .build();
        QueryPoints.Builder asked = questions
                .within(these, messages.size())
                .setWithPayload(WithPayloadSelectorFactory.include(Questions.WALLED_MARKS));
        dense.ifPresent(name -> asked.setWithVectors(WithVectorsSelectorFactory.include(List.of(name))));
        return questions
                .admitted(permitted, questions.ask(List.of(asked.build())).getFirst())
                .stream()
                .map(point -> of(point, dense))
                .reduce(Contents.NONE, Contents::plus);
    }

    private static Contents of(ScoredPoint point, Optional<String> dense) {
        Marks marks = Questions.marks(point);
        return dense.flatMap(name -> Questions.vector(point, name))
                .map(vector -> Contents.of(marks, vector))
                .orElseGet(() -> Contents.of(marks));
    }
}
