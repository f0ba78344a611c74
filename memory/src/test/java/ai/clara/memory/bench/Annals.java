package ai.clara.memory.bench;

import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A transcript of a million messages in memory: nothing is looked for by going through all of it. Its {@code visible} is the second
 * wall. Nothing in it is ever changed.
 */
final class Annals implements Transcript {
    /** More of the newest than anybody asks for. */
    private static final int LOOKED_BACK = 200;

    private final Map<ConversationId, List<TranscriptEntry>> conversations = new LinkedHashMap<>();
    private final Map<MessageRef, TranscriptEntry> messages = new HashMap<>();
    private final Map<String, List<TranscriptEntry>> audiences = new HashMap<>();
    private final Map<PersonId, List<TranscriptEntry>> authors = new HashMap<>();
    private final List<Runnable> listeners = new ArrayList<>();

    /** Said in this order. Those who follow are told once. */
    void say(List<TranscriptEntry> entries) {
        List<Runnable> told;
        synchronized (this) {
            entries.forEach(this::add);
            told = List.copyOf(listeners);
        }
        told.forEach(Runnable::run);
    }

    private void add(TranscriptEntry entry) {
        conversations
                .computeIfAbsent(entry.conversation(), _ -> new ArrayList<>())
                .add(entry);
        messages.put(entry.ref(), entry);
        audiences.computeIfAbsent(entry.audienceKey(), _ -> new ArrayList<>()).add(entry);
        authors.computeIfAbsent(entry.author().orElseThrow(), _ -> new ArrayList<>())
                .add(entry);
    }

    synchronized long size() {
        return messages.size();
    }

    @Override
    public synchronized List<Head> heads() {
        return conversations.entrySet().stream()
                .map(one -> new Head(
                        one.getKey(), one.getValue().size(), one.getValue().size()))
                .toList();
    }

    /** The first place is 1 and none is left out. */
    @Override
    public synchronized List<TranscriptEntry> after(ConversationId conversation, long after, int limit) {
        List<TranscriptEntry> all = conversations.getOrDefault(conversation, List.of());
        int from = (int) Math.min(all.size(), after);
        return List.copyOf(all.subList(from, (int) Math.min(all.size(), (long) from + limit)));
    }

    @Override
    public synchronized List<TranscriptEntry> visible(
            Viewer viewer, Collection<MessageRef> refs, int newest, Optional<Project> within) {
        Set<String> keys = viewer.readKeys();
        var shown = new HashSet<TranscriptEntry>();
        for (MessageRef ref : refs) {
            TranscriptEntry entry = messages.get(ref);
            if (entry != null && maySee(viewer, keys, entry)) {
                shown.add(entry);
            }
        }
        newest(viewer, keys).sorted(newestFirst()).limit(newest).forEach(shown::add);
        return shown.stream().sorted(newestFirst()).toList();
    }

    private static boolean maySee(Viewer viewer, Set<String> keys, TranscriptEntry entry) {
        return keys.contains(entry.audienceKey())
                || viewer.ownWordsOf().isPresent() && viewer.ownWordsOf().equals(entry.author());
    }

    /** At least the newest that a viewer may know. */
    private Stream<TranscriptEntry> newest(Viewer viewer, Set<String> keys) {
        Stream<List<TranscriptEntry>> readable = keys.stream().map(key -> audiences.getOrDefault(key, List.of()));
        Stream<List<TranscriptEntry>> own =
                viewer.ownWordsOf().stream().map(person -> authors.getOrDefault(person, List.of()));
        return Stream.concat(readable, own)
                .flatMap(all -> all.subList(Math.max(0, all.size() - LOOKED_BACK), all.size()).stream())
                .distinct();
    }

    private static Comparator<TranscriptEntry> newestFirst() {
        return Comparator.comparing(TranscriptEntry::at).reversed();
    }

    @Override
    public List<MessageRef> erase(Viewer viewer, MessageRef message) {
        throw new UnsupportedOperationException("nothing is erased");
    }

    @Override
    public synchronized void onCommit(Runnable listener) {
        listeners.add(listener);
    }
}
