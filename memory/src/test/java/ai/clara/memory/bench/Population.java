package ai.clara.memory.bench;

import ai.clara.memory.bench.Talk.Fact;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.id.PersonId;
import ai.clara.spi.id.Project;
import ai.clara.spi.id.SessionId;
import ai.clara.spi.privacy.Audience;
import ai.clara.spi.privacy.Sensitivity;
import ai.clara.spi.privacy.Viewer;
import ai.clara.spi.transcript.TranscriptEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * Everything that is said in one store: one person's direct messages are a thousandth of it, another's a hundredth, and the rest is
 * what fifty people say in one room.
 */
final class Population {
    private static final ConversationKey.Kind ROOM = ConversationKey.Kind.ROOM;
    private static final int ROOM_SESSION = 40;
    private static final int DIRECT_SESSION = 12;
    /** One message in so many tells what is asked for, up to a number. */
    private static final int FACT_EVERY = 8;

    private static final int FACTS_MAX = 350;
    private static final int BURST = 3;

    private final Talk talk;
    private final Random random;
    private final List<TranscriptEntry> entries = new ArrayList<>();
    private final List<Asker> askers = new ArrayList<>();
    private Instant now = Instant.parse("2021-03-01T08:00:00Z");

    private Population(long seed) {
        talk = new Talk(seed);
        random = new Random(seed + 1);
    }

    /** A fact that was planted: the message that tells it, and a question for it. */
    record Planted(MessageRef message, String question) {}

    /**
     * Somebody who asks.
     *
     * @param permitted how many messages they may know
     * @param planted in the order in which they were told
     */
    record Asker(String share, Viewer viewer, int permitted, List<Planted> planted) {}

    static Population of(int size, long seed) {
        var population = new Population(seed);
        int tiny = Math.max(1, size / 1_000);
        int small = Math.max(2, size / 100);
        population.said(List.of(
                new Place("0.1 %", person(1), tiny, DIRECT_SESSION),
                new Place("1 %", person(2), small, DIRECT_SESSION),
                new Place("all", new Audience.Room("test", "square", 0), size - tiny - small, ROOM_SESSION)));
        return population;
    }

    /** Later words in the room, by the same people. */
    static List<TranscriptEntry> burst(Population before, int size) {
        var place = new Place("all", new Audience.Room("test", "square", 0), size, ROOM_SESSION);
        place.seq = before.entries.stream()
                .filter(entry -> entry.audienceKey().equals(place.audience.key()))
                .count();
        var later = new Population(size);
        later.now = before.now;
        later.said(List.of(place));
        return later.entries();
    }

    List<TranscriptEntry> entries() {
        return entries;
    }

    List<Asker> askers() {
        return askers;
    }

    /** Other questions than for what was planted, each once. */
    List<String> others(int count) {
        var questions = new LinkedHashSet<String>();
        while (questions.size() < count) {
            questions.add(talk.question());
        }
        return List.copyOf(questions);
    }

    static PersonId personId(int number) {
        return new PersonId(new UUID(77, number));
    }

    private static Audience person(int number) {
        return new Audience.OnePerson(personId(number));
    }

    /** Where something is said. */
    private static final class Place {
        private final String share;
        private final Audience audience;
        private final int size;
        private final int session;
        private final List<Planted> planted = new ArrayList<>();
        private int said;
        private long seq;

        private Place(String share, Audience audience, int size, int session) {
            this.share = share;
            this.audience = audience;
            this.size = size;
            this.session = session;
        }

        private Asker asker() {
            Viewer viewer = switch (audience) {
                case Audience.OnePerson(PersonId person) -> Viewer.direct(person);
                case Audience.Room room -> Viewer.inRoom(personId(1_000), room);
                default -> throw new IllegalArgumentException(share);
            };
            return new Asker(share, viewer, size, List.copyOf(planted));
        }

        private ConversationKey key() {
            return audience instanceof Audience.OnePerson(PersonId person)
                    ? new ConversationKey("test", ConversationKey.Kind.DIRECT, person.toString())
                    : new ConversationKey("test", ROOM, "square");
        }
    }

    /** Sessions of all places, mixed. */
    private void said(List<Place> places) {
        var sessions = new ArrayList<Place>();
        for (Place place : places) {
            for (int from = 0; from < place.size; from += place.session) {
                sessions.add(place);
            }
        }
        Collections.shuffle(sessions, random);
        sessions.forEach(this::session);
        places.forEach(place -> askers.add(place.asker()));
    }

    private void session(Place place) {
        now = now.plus(Duration.ofMinutes(40 + random.nextInt(600)));
        var session = new SessionId(id());
        int speaker = 1_000;
        for (int i = 0; i < place.session && place.said < place.size; i++) {
            if (random.nextInt(BURST) > 0) {
                speaker = 1_000 + random.nextInt(Talk.names().size());
            }
            now = now.plusSeconds(5 + random.nextInt(90));
            say(place, session, speaker);
        }
    }

    private void say(Place place, SessionId session, int inRoom) {
        boolean direct = place.audience instanceof Audience.OnePerson;
        PersonId author = place.audience instanceof Audience.OnePerson(PersonId person) ? person : personId(inRoom);
        int every = Math.max(FACT_EVERY, place.size / FACTS_MAX);
        Optional<Fact> fact = place.said % every == every / 2 || place.size < FACT_EVERY
                ? Optional.of(talk.fact())
                : Optional.empty();
        var ref = new MessageRef(id());
        place.said++;
        place.seq++;
        entries.add(new TranscriptEntry(
                ref,
                new ConversationId(new UUID(78, place.audience.key().hashCode())),
                session,
                Project.DEFAULT,
                place.key(),
                place.seq,
                place.audience.key(),
                Optional.of(author),
                direct ? "Robin" : Talk.names().get(inRoom - 1_000),
                fact.map(Fact::told).orElseGet(talk::message),
                now,
                ZoneOffset.UTC,
                direct ? Sensitivity.PERSONAL : Sensitivity.ORDINARY,
                false,
                false));
        fact.ifPresent(known -> place.planted.add(new Planted(ref, known.question())));
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }
}
