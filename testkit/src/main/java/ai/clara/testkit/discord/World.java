package ai.clara.testkit.discord;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** All there is, under one lock: a request, an event and an act of a person never interleave. */
final class World {
    private static final long DISCORD_EPOCH_MS = 1_420_070_400_000L;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    private final Clock clock;
    private final Log log;
    private final Talk talk = new Talk(this);
    private final Map<String, Person> peopleByName = new LinkedHashMap<>();
    private final Map<Long, Person> people = new LinkedHashMap<>();
    private final Map<String, Guild> guilds = new LinkedHashMap<>();
    private final Map<Long, Place> places = new LinkedHashMap<>();
    private final Map<Person, Place> dms = new LinkedHashMap<>();
    private final Map<Long, Message> messages = new LinkedHashMap<>();
    private final Interactions interactions = new Interactions(this);
    private final Set<Intent> allowed = EnumSet.allOf(Intent.class);
    private final Person clara;
    private Events events = (type, intent, shape) -> {};
    private long lastId;
    private String filesUrl = "";

    World(Clock clock) {
        this.clock = clock;
        this.log = new Log(clock);
        this.clara = addPerson("Clara", true);
    }

    /** Where events go; an event goes to the sessions that asked for its intent. */
    interface Events {
        void send(String type, Intent intent, Shape shape);
    }

    /** The payload of an event for a session that does or does not get message content. */
    interface Shape {
        com.fasterxml.jackson.databind.node.ObjectNode of(boolean content);
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            changed.signalAll();
            lock.unlock();
        }
    }

    void run(Runnable work) {
        locked(() -> {
            work.run();
            return true;
        });
    }

    /** Waits until it holds; checked after every change. Returns whether it did in time. */
    boolean await(Duration bound, BooleanSupplier holds) {
        lock.lock();
        try {
            long left = bound.toNanos();
            while (!holds.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** A snowflake of now, greater than all before. */
    long nextId() {
        lastId = Math.max(lastId + 1, clock.millis() - DISCORD_EPOCH_MS << 22);
        return lastId;
    }

    /** Where attachments are served, with a slash at the end. */
    String filesUrl() {
        return filesUrl;
    }

    void filesUrl(String url) {
        filesUrl = url;
    }

    Clock clock() {
        return clock;
    }

    Log log() {
        return log;
    }

    Talk talk() {
        return talk;
    }

    Interactions interactions() {
        return interactions;
    }

    Person clara() {
        return clara;
    }

    Events events() {
        return events;
    }

    void events(Events target) {
        events = target;
    }

    Set<Intent> allowed() {
        return allowed;
    }

    Person person(String name, boolean bot) {
        Person known = peopleByName.get(name);
        return known != null ? known : addPerson(name, bot);
    }

    private Person addPerson(String name, boolean bot) {
        var person = new Person(nextId(), name, bot);
        people.put(person.snowflake(), person);
        peopleByName.put(name, person);
        return person;
    }

    /** An account that only a webhook shows. */
    Person webhookFace(String name) {
        return new Person(nextId(), name, true);
    }

    Optional<Person> findPerson(long id) {
        return Optional.ofNullable(people.get(id));
    }

    Guild guild(String name) {
        Guild known = guilds.get(name);
        if (known != null) {
            return known;
        }
        var guild = new Guild(this, nextId(), name, person("owner of " + name, false));
        guilds.put(name, guild);
        guild.open();
        return guild;
    }

    /** The guilds the bot is in. */
    List<Guild> guilds() {
        return guilds.values().stream().filter(Guild::hasClara).toList();
    }

    Optional<Guild> findGuild(long id) {
        return guilds().stream().filter(guild -> guild.snowflake() == id).findFirst();
    }

    Place dm(Person person) {
        Place known = dms.get(person);
        if (known != null) {
            return known;
        }
        Place place = Place.dm(this, nextId(), person);
        dms.put(person, place);
        return add(place);
    }

    Place add(Place place) {
        places.put(place.snowflake(), place);
        return place;
    }

    Optional<Place> findPlace(long id) {
        return Optional.ofNullable(places.get(id));
    }

    List<Place> places() {
        return new ArrayList<>(places.values());
    }

    void add(Message message) {
        messages.put(message.id, message);
        message.place.add(message);
    }

    /** Also a deleted one. */
    Optional<Message> findMessage(long id) {
        return Optional.ofNullable(messages.get(id));
    }
}
