package ai.clara.memory.graph;

import ai.clara.memory.follow.VectorShelf;
import ai.clara.memory.graph.GraphStore.Counts;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.store.StoreException;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Makes the graph anew from the transcript where it stands. What a message tells depends on no other message and is replaced in one
 * transaction, so at every moment each message is in the graph once, and recall needs no switch. Ended anywhere, it may begin again.
 */
@Singleton
final class Renewal {
    private static final int BATCH = 64;

    private final Transcript transcript;
    private final GraphStore store;
    private final GraphFollower follower;
    private final Gists gists;

    Renewal(Transcript transcript, GraphStore store, GraphFollower follower, Gists gists) {
        this.transcript = transcript;
        this.store = store;
        this.follower = follower;
        this.gists = gists;
    }

    /** Runs a step while nothing else writes the graph. */
    interface Alone {
        Step run(Supplier<Step> step);
    }

    /** @param reached the last place of it */
    record Step(long reached, Renewed renewed) {}

    /**
     * @throws StoreException when the store fails, or does not hold afterwards what the transcript tells
     */
    Renewed run(GraphProjection.Watch watch, Alone alone) {
        Renewed renewed = pass(watch, (head, after) -> alone.run(() -> renew(head, after)));
        if (!renewed.complete()) {
            throw new StoreException("The graph holds " + renewed.fresh().relations() + " relations and "
                    + renewed.fresh().mentions() + " mentions where the transcript tells "
                    + renewed.told().relations() + " and " + renewed.told().mentions()
                    + "; look at the log and try again.");
        }
        return renewed;
    }

    /** Changes nothing, and says what is held of what the transcript tells. */
    Renewed compare(GraphProjection.Watch watch) {
        return pass(watch, this::compare);
    }

    private interface Pass {
        Step step(Transcript.Head head, long after);
    }

    private Renewed pass(GraphProjection.Watch watch, Pass pass) {
        List<Transcript.Head> heads = transcript.heads();
        long all = heads.stream().mapToLong(Transcript.Head::lastSeq).sum();
        Renewed sum = Renewed.NOTHING;
        long before = 0;
        for (Transcript.Head head : heads) {
            long seq = 0;
            while (seq < head.lastSeq()) {
                long after = seq;
                Step step = pass.step(head, after);
                sum = sum.plus(step.renewed());
                seq = step.reached();
                watch.read(before + seq, all);
                Fault.point("graph.renewed");
            }
            before += head.lastSeq();
        }
        return sum;
    }

    private List<TranscriptEntry> entries(Transcript.Head head, long after) {
        return transcript.after(head.conversation(), after, BATCH).stream()
                .filter(entry -> entry.seq() <= head.lastSeq())
                .toList();
    }

    private Step compare(Transcript.Head head, long after) {
        List<TranscriptEntry> entries = entries(head, after);
        Counts there = counts(held(entries));
        return new Step(
                entries.isEmpty() ? head.lastSeq() : entries.getLast().seq(),
                new Renewed(entries.size(), there, there, told(entries)));
    }

    private Step renew(Transcript.Head head, long after) {
        Step step = renewOnce(head, after);
        // When they differ, an edit meanwhile may be why.
        return step.renewed().complete() ? step : renewOnce(head, after);
    }

    private Step renewOnce(Transcript.Head head, long after) {
        List<TranscriptEntry> entries = entries(head, after);
        boolean last = entries.isEmpty() || entries.getLast().seq() == head.lastSeq();
        long upTo = last ? head.lastSeq() : entries.getLast().seq();
        Map<Viewer, List<MessageRef>> held = held(entries);
        Counts former = counts(held);
        follower.again(head, entries);
        store.retain(
                head.conversation(),
                after,
                last && follower.reached(head.conversation()) <= head.lastSeq() ? Long.MAX_VALUE : upTo,
                entries.stream().map(TranscriptEntry::ref).toList());
        return new Step(upTo, new Renewed(entries.size(), former, counts(held), told(entries)));
    }

    /** By who may derive from them. */
    private static Map<Viewer, List<MessageRef>> held(List<TranscriptEntry> entries) {
        Map<String, Viewer> derivers = new LinkedHashMap<>();
        Map<Viewer, List<MessageRef>> held = new LinkedHashMap<>();
        for (TranscriptEntry entry : entries) {
            entry.author()
                    .ifPresent(author -> held.computeIfAbsent(
                                    derivers.computeIfAbsent(
                                            entry.audienceKey(), key -> VectorShelf.deriver(key, author)),
                                    _ -> new ArrayList<>())
                            .add(entry.ref()));
        }
        return held;
    }

    private Counts counts(Map<Viewer, List<MessageRef>> held) {
        Counts sum = Counts.NONE;
        for (var each : held.entrySet()) {
            sum = sum.plus(store.counts(each.getKey(), each.getValue()));
        }
        return sum;
    }

    private Counts told(List<TranscriptEntry> entries) {
        Counts sum = Counts.NONE;
        for (Gist gist : gists.of(entries)) {
            sum = sum.plus(new Counts(
                    gist.tells() ? 1 : 0, gist.mentions().size(), gist.ties().size()));
        }
        return sum;
    }
}
