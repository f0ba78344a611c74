package ai.clara.memory.recall;

import ai.clara.memory.graph.GraphRecall;
import ai.clara.memory.graph.GraphRecall.Lead;
import ai.clara.memory.graph.Scope;
import ai.clara.memory.question.Inquiry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** The messages that the graph has for each question. They join the pool like any others: under the filter, and measured. */
@Singleton
class GraphCandidates {
    private final GraphRecall graph;
    private final Looking looking;

    GraphCandidates(GraphRecall graph, Looking looking) {
        this.graph = graph;
        this.looking = looking;
    }

    /** Only questions point at somebody. */
    List<Lead> of(Scope scope, List<Inquiry> inquiries, boolean asks, Instant deadline) {
        if (!asks || !graph.enabled()) {
            return inquiries.stream().map(_ -> Lead.NONE).toList();
        }
        var roster = looking.participants(scope.viewer(), deadline);
        return inquiries.stream()
                .map(inquiry -> graph.told(scope, inquiry.text(), roster.speakers(inquiry.text()), deadline))
                .toList();
    }
}
