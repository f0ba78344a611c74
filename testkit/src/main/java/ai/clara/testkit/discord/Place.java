package ai.clara.testkit.discord;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A channel, a thread or a direct conversation with Clara. Acts of people happen at once and in the order of the calls. */
public final class Place {
    private final World world;
    private final long id;
    private final PlaceKind kind;
    private final String name;
    private final Optional<Guild> guild;
    private final Optional<Place> parent;
    private final Optional<Person> person;
    private final Map<Long, Overwrite> overwrites = new LinkedHashMap<>();
    private final Set<Person> threadMembers = new LinkedHashSet<>();
    private final NavigableMap<Long, Message> messages = new TreeMap<>();
    private boolean archived;

    private Place(
            World world,
            long id,
            PlaceKind kind,
            String name,
            Optional<Guild> guild,
            Optional<Place> parent,
            Optional<Person> person) {
        this.world = world;
        this.id = id;
        this.kind = kind;
        this.name = name;
        this.guild = guild;
        this.parent = parent;
        this.person = person;
    }

    static Place text(World world, long id, String name, Guild guild) {
        return new Place(world, id, PlaceKind.TEXT, name, Optional.of(guild), Optional.empty(), Optional.empty());
    }

    static Place dm(World world, long id, Person person) {
        return new Place(world, id, PlaceKind.DM, "", Optional.empty(), Optional.empty(), Optional.of(person));
    }

    static Place thread(World world, long id, PlaceKind kind, String name, Place parent, Person owner) {
        var place = new Place(world, id, kind, name, parent.guild, Optional.of(parent), Optional.of(owner));
        place.threadMembers.add(owner);
        return place;
    }

    public String id() {
        return Long.toString(id);
    }

    public String name() {
        return name;
    }

    /** A person writes. Somebody who is no member yet joins; somebody who may not see the place is a mistake of the test. */
    public Said says(Person author, String text, SeenFile... files) {
        return world.locked(
                () -> new Said(world, world.talk().say(this, author, text, List.of(files), Optional.empty(), false)));
    }

    /** A person answers a message, which notifies its author. */
    public Said replies(Person author, String toId, String text) {
        return reply(author, toId, text, true);
    }

    /** A person answers a message with the notification switched off. */
    public Said repliesQuietly(Person author, String toId, String text) {
        return reply(author, toId, text, false);
    }

    private Said reply(Person author, String toId, String text, boolean ping) {
        return world.locked(() -> {
            Message to = world.findMessage(Long.parseLong(toId)).orElseThrow();
            return new Said(world, world.talk().say(this, author, text, List.of(), Optional.of(to), ping));
        });
    }

    /** A webhook writes under any name. */
    public Said webhookSays(String shownName, String text) {
        return world.locked(() -> new Said(world, world.talk().webhookSays(this, shownName, text)));
    }

    /** A person types a command of Clara, with options by name. It has to be registered. */
    public SlashCall slash(Person who, String command, Map<String, String> options) {
        return world.locked(() -> world.interactions().type(this, who, command, options));
    }

    /** A person types a command of Clara without options. */
    public SlashCall slash(Person who, String command) {
        return slash(who, command, Map.of());
    }

    /** A moderator deletes many at once. */
    public void bulkDelete(Said... gone) {
        world.run(() -> world.talk()
                .bulkDelete(this, Arrays.stream(gone).map(Said::message).toList()));
    }

    /** A person opens a thread that everybody in the channel sees. */
    public Place thread(Person owner, String threadName) {
        return world.locked(() -> world.talk().openThread(this, owner, PlaceKind.PUBLIC_THREAD, threadName, List.of()));
    }

    /** A person opens a thread that only these see. Clara sees it only as one of them. */
    public Place privateThread(Person owner, String threadName, Person... members) {
        return world.locked(
                () -> world.talk().openThread(this, owner, PlaceKind.PRIVATE_THREAD, threadName, List.of(members)));
    }

    /** The thread goes to the archive. */
    public void archive() {
        world.run(() -> {
            archived = true;
            world.events().send("THREAD_UPDATE", Intent.GUILDS, content -> Wire.channel(world, this));
        });
    }

    /** Clara may no longer do this here. */
    public Place denyClara(Permission... permissions) {
        return changeClara(permissions, false);
    }

    /** Clara may do this here. */
    public Place allowClara(Permission... permissions) {
        return changeClara(permissions, true);
    }

    private Place changeClara(Permission[] permissions, boolean allow) {
        world.run(() -> {
            long bot = world.clara().snowflake();
            for (Permission permission : permissions) {
                Overwrite now = overwrites.getOrDefault(bot, new Overwrite(bot, true, 0, 0));
                overwrite(allow ? now.allowing(permission.mask()) : now.denying(permission.mask()));
            }
            world.events().send("CHANNEL_UPDATE", Intent.GUILDS, content -> Wire.channel(world, this));
        });
        return this;
    }

    /** What people see here now, oldest first, without what was deleted. */
    public List<Seen> visible() {
        return world.locked(() -> messages.values().stream()
                .filter(message -> !message.deleted)
                .map(message -> message.seen(message.author.equals(world.clara())))
                .toList());
    }

    /** What Clara wrote here and people see now. */
    public List<Seen> byClara() {
        return visible().stream().filter(Seen::byClara).toList();
    }

    /** Waits until what people see here is as wanted, and returns it. */
    public List<Seen> await(Duration bound, Predicate<List<Seen>> wanted) {
        if (!world.await(bound, () -> wanted.test(visible()))) {
            throw new AssertionError("not seen in " + this + " within " + bound + ": " + visible());
        }
        return visible();
    }

    /** Who can read here, Clara aside. */
    public List<Person> readers() {
        return world.locked(
                () -> guild.map(Guild::members).orElseGet(() -> person.stream().toList()).stream()
                        .filter(reader -> !reader.equals(world.clara()) && sees(reader))
                        .toList());
    }

    /** What Clara wrote here since a message of a person and people see now, oldest first. */
    public List<Seen> byClaraAfter(Said since) {
        return world.locked(() -> after(since.message().id, seen -> true));
    }

    /** Waits for a message of Clara here that is as wanted. */
    public Seen awaitClara(Duration bound, Predicate<Seen> wanted) {
        return awaitAfter(0, bound, wanted);
    }

    /** Waits for Clara's reply to this message. */
    public Seen awaitReply(Said to, Duration bound) {
        return awaitReply(to, bound, seen -> true);
    }

    /** Waits until Clara's reply to this message is as wanted, for example has its last text. */
    public Seen awaitReply(Said to, Duration bound, Predicate<Seen> wanted) {
        return awaitAfter(to.message().id, bound, seen -> seen.answers(to) && wanted.test(seen));
    }

    private Seen awaitAfter(long since, Duration bound, Predicate<Seen> wanted) {
        if (!world.await(bound, () -> !after(since, wanted).isEmpty())) {
            throw new AssertionError("not written by Clara in " + this + " within " + bound + "; she wrote "
                    + world.locked(() -> after(since, seen -> true)));
        }
        return world.locked(() -> after(since, wanted).getFirst());
    }

    private List<Seen> after(long since, Predicate<Seen> wanted) {
        return messages.tailMap(since, false).values().stream()
                .filter(message -> !message.deleted && message.author.equals(world.clara()))
                .map(message -> message.seen(true))
                .filter(wanted)
                .toList();
    }

    long snowflake() {
        return id;
    }

    PlaceKind kind() {
        return kind;
    }

    boolean archived() {
        return archived;
    }

    Optional<Guild> guild() {
        return guild;
    }

    Optional<Place> parent() {
        return parent;
    }

    /** Whose DM or thread it is. */
    Optional<Person> person() {
        return person;
    }

    boolean isThread() {
        return parent.isPresent();
    }

    Set<Person> threadMembers() {
        return threadMembers;
    }

    List<Overwrite> overwrites() {
        return new ArrayList<>(overwrites.values());
    }

    void overwrite(Overwrite change) {
        overwrites.put(change.target(), change);
    }

    void add(Message message) {
        messages.put(message.id, message);
    }

    NavigableMap<Long, Message> messages() {
        return messages;
    }

    boolean sees(Person who) {
        return may(who, Permission.VIEW);
    }

    /** Whether a person may do this here; in DMs everything that the two may. */
    boolean may(Person who, Permission what) {
        if (guild.isEmpty()) {
            return who.equals(world.clara()) || person.filter(who::equals).isPresent();
        }
        long permissions = guild.get().permissions(who, this);
        boolean inside = kind != PlaceKind.PRIVATE_THREAD
                || threadMembers.contains(who)
                || (permissions & Permission.MANAGE_THREADS.mask()) != 0;
        boolean holds = (permissions & what.mask()) != 0 && (permissions & Permission.VIEW.mask()) != 0;
        return inside && holds;
    }

    /** Applies the overwrites of this channel, or of the thread's channel. */
    long overwritten(long granted, long everyone, Person who, Set<Role> held) {
        return parent.isPresent()
                ? parent.get().overwritten(granted, everyone, who, held)
                : Overwrite.all(overwrites, granted, everyone, who, held);
    }

    @Override
    public String toString() {
        return guild.map(g -> g.name() + "/").orElse("dm ") + (kind == PlaceKind.DM ? person.orElseThrow() : name);
    }
}
