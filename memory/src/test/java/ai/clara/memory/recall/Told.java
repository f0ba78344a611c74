package ai.clara.memory.recall;

import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Sensitivity;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** A transcript of direct messages; its {@code visible} is the second wall. */
public final class Told implements Transcript {
    private final boolean secondWall;
    private final List<TranscriptEntry> entries = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicLong revisions = new AtomicLong();
    private final Map<ConversationId, Long> last = new ConcurrentHashMap<>();
    private final AtomicLong looks = new AtomicLong();

    public Told() {
        this(true);
    }

    /** @param secondWall off, everybody is shown whatever they ask for */
    public Told(boolean secondWall) {
        this.secondWall = secondWall;
    }

    /** How often somebody looked for what is new. */
    long looks() {
        return looks.get();
    }

    MessageRef say(PersonId person, String text) {
        var conversation = new ConversationId(person.value());
        long seq = last.merge(conversation, 1L, Long::sum);
        var ref = new MessageRef(UUID.randomUUID());
        entries.add(entry(ref, conversation, seq, person, text, false, false));
        listeners.forEach(Runnable::run);
        return ref;
    }

    /** Said at a time in the default project, by the clock of its author's zone; a new day begins a new session. */
    public MessageRef tell(Audience where, PersonId author, String speaker, ZonedDateTime at, String text) {
        return tell(where, Project.DEFAULT, author, speaker, at, text);
    }

    /** The same in a project. */
    public MessageRef tell(
            Audience where, Project project, PersonId author, String speaker, ZonedDateTime at, String text) {
        ConversationKey place = switch (where) {
            case Audience.OnePerson(PersonId person) ->
                new ConversationKey("test", ConversationKey.Kind.DIRECT, person.toString());
            case Audience.Room(String platform, String room, int _) ->
                new ConversationKey(platform, ConversationKey.Kind.ROOM, room);
            default -> throw new IllegalArgumentException("nobody speaks in " + where.key());
        };
        var conversation = new ConversationId(
                where instanceof Audience.OnePerson(PersonId person) ? person.value() : id(place.place()));
        var ref = new MessageRef(UUID.randomUUID());
        entries.add(new TranscriptEntry(
                ref,
                conversation,
                new SessionId(id(conversation + project.name() + " " + at.toLocalDate())),
                project,
                place,
                last.merge(conversation, 1L, Long::sum),
                where.key(),
                Optional.of(author),
                speaker,
                text,
                at.toInstant(),
                at.getZone(),
                where instanceof Audience.OnePerson ? Sensitivity.PERSONAL : Sensitivity.ORDINARY,
                false,
                false));
        listeners.forEach(Runnable::run);
        return ref;
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Those who follow are told once more of all there is. */
    public void again() {
        revisions.incrementAndGet();
        listeners.forEach(Runnable::run);
    }

    /** In a room that others read too. */
    MessageRef sayInRoom(PersonId person, String speaker, String room, String text) {
        var conversation = new ConversationId(UUID.nameUUIDFromBytes(room.getBytes(StandardCharsets.UTF_8)));
        long seq = last.merge(conversation, 1L, Long::sum);
        var ref = new MessageRef(UUID.randomUUID());
        entries.add(new TranscriptEntry(
                ref,
                conversation,
                new SessionId(conversation.value()),
                Project.DEFAULT,
                new ConversationKey("test", ConversationKey.Kind.ROOM, room),
                seq,
                new Audience.Room("test", room, 0).key(),
                Optional.of(person),
                speaker,
                text,
                Instant.EPOCH.plusSeconds(seq),
                ZoneOffset.UTC,
                Sensitivity.ORDINARY,
                false,
                false));
        listeners.forEach(Runnable::run);
        return ref;
    }

    private static TranscriptEntry entry(
            MessageRef ref,
            ConversationId conversation,
            long seq,
            PersonId person,
            String text,
            boolean erased,
            boolean edited) {
        return new TranscriptEntry(
                ref,
                conversation,
                new SessionId(conversation.value()),
                Project.DEFAULT,
                new ConversationKey("terminal", ConversationKey.Kind.DIRECT, person.toString()),
                seq,
                new Audience.OnePerson(person).key(),
                Optional.of(person),
                "Person",
                text,
                Instant.EPOCH.plusSeconds(seq),
                ZoneOffset.UTC,
                Sensitivity.PERSONAL,
                erased,
                edited);
    }

    /** Its author changes a message. */
    void edit(MessageRef message, String text) {
        entries.stream().filter(old -> old.ref().equals(message)).forEach(old -> change(old, text, false, true));
    }

    /** The first that was told. */
    MessageRef first() {
        return entries.getFirst().ref();
    }

    private void change(TranscriptEntry old, String text, boolean erased, boolean edited) {
        entries.set(
                entries.indexOf(old),
                new TranscriptEntry(
                        old.ref(),
                        old.conversation(),
                        old.session(),
                        old.project(),
                        old.place(),
                        old.seq(),
                        old.audienceKey(),
                        old.author(),
                        old.speaker(),
                        text,
                        old.at(),
                        old.zone(),
                        old.sensitivity(),
                        erased,
                        edited));
        revisions.incrementAndGet();
        listeners.forEach(Runnable::run);
    }

    @Override
    public List<Head> heads() {
        looks.incrementAndGet();
        var newest = new LinkedHashMap<ConversationId, Long>();
        entries.forEach(entry -> newest.put(entry.conversation(), entry.seq()));
        return newest.entrySet().stream()
                .map(one -> new Head(one.getKey(), one.getValue(), one.getValue() + revisions.get()))
                .toList();
    }

    @Override
    public List<TranscriptEntry> after(ConversationId conversation, long after, int limit) {
        return entries.stream()
                .filter(e -> e.conversation().equals(conversation) && e.seq() > after)
                .limit(limit)
                .toList();
    }

    @Override
    public List<TranscriptEntry> visible(
            Viewer viewer, Collection<MessageRef> refs, int newest, Optional<Project> within) {
        Set<String> keys = viewer.readKeys();
        List<TranscriptEntry> readable = entries.reversed().stream()
                .filter(e -> !secondWall
                        || keys.contains(e.audienceKey())
                        || viewer.ownWordsOf().isPresent()
                                && viewer.ownWordsOf().equals(e.author()))
                .toList();
        Set<TranscriptEntry> latest = readable.stream()
                .filter(e -> !e.erased())
                .filter(e -> e.project().isDefault()
                        || within.isEmpty()
                        || within.get().equals(e.project()))
                .limit(newest)
                .collect(Collectors.toSet());
        return readable.stream()
                .filter(e -> refs.contains(e.ref()) || latest.contains(e))
                .toList();
    }

    @Override
    public List<MessageRef> erase(Viewer viewer, MessageRef message) {
        for (TranscriptEntry old : entries) {
            if (old.ref().equals(message) && !old.erased()) {
                change(old, "", true, false);
                return List.of(message);
            }
        }
        return List.of();
    }

    @Override
    public void onCommit(Runnable listener) {
        listeners.add(listener);
    }
}
