package ai.clara.memory.recall;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.answer.Judgement;
import ai.clara.memory.answer.Meaning;
import ai.clara.memory.answer.Statement;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which of some messages may be quoted as the answer to a question. */
@Singleton
final class Judging {
    /** Between two messages of a person lies an answer, sometimes two. */
    private static final int BEFORE_MAX = 3;

    private final Agreement agreement;
    private final QueryVectors vectors;

    Judging(Agreement agreement, QueryVectors vectors) {
        this.agreement = agreement;
        this.vectors = vectors;
    }

    /** A judgement of each. */
    Map<MessageRef, Judgement> of(
            Viewer viewer, Sought sought, List<TranscriptEntry> entries, Map<MessageRef, float[]> passages) {
        List<TranscriptEntry> oldestFirst = entries.stream()
                .sorted(Comparator.comparing(TranscriptEntry::at).thenComparingLong(TranscriptEntry::seq))
                .toList();
        Map<Voice, List<TranscriptEntry>> voices = oldestFirst.stream().collect(Collectors.groupingBy(Voice::of));
        double unrelated = sought.wanted().vector().isPresent() ? vectors.unrelated(sought) : 0;
        List<Judgement> judgements = agreement.judge(
                agreement.question(sought.inquiry().text()),
                oldestFirst.stream()
                        .map(entry -> statement(
                                viewer,
                                entry,
                                before(entry, voices.getOrDefault(Voice.of(entry), List.of())),
                                sought.wanted().vector(),
                                unrelated,
                                Optional.ofNullable(passages.get(entry.ref()))))
                        .toList());
        var byMessage = new HashMap<MessageRef, Judgement>();
        for (int i = 0; i < oldestFirst.size(); i++) {
            byMessage.put(oldestFirst.get(i).ref(), judgements.get(i));
        }
        return byMessage;
    }

    private static Statement statement(
            Viewer viewer,
            TranscriptEntry entry,
            String before,
            Optional<float[]> question,
            double unrelated,
            Optional<float[]> passage) {
        boolean bySelf = entry.author().filter(viewer.actor()::equals).isPresent();
        double closeness = question.isEmpty() || passage.isEmpty()
                ? 0
                : QueryVectors.similarity(question.get(), passage.get()) - unrelated;
        return new Statement(
                entry.speaker(),
                bySelf,
                entry.text(),
                before,
                closeness,
                passage.map(Meaning::of).orElse(Meaning.UNKNOWN));
    }

    /** Somebody in one place. */
    private record Voice(ConversationId conversation, Optional<PersonId> author) {
        static Voice of(TranscriptEntry entry) {
            return new Voice(entry.conversation(), entry.author());
        }
    }

    /** What the same person said just before in the same place: "she" is whom that was about. */
    private static String before(TranscriptEntry entry, List<TranscriptEntry> same) {
        return same.stream()
                .filter(other -> other.seq() < entry.seq() && other.seq() >= entry.seq() - BEFORE_MAX)
                .max(Comparator.comparingLong(TranscriptEntry::seq))
                .map(TranscriptEntry::text)
                .orElse("");
    }
}
