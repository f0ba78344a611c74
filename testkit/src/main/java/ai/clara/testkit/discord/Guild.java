package ai.clara.testkit.discord;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A server. What is named and not there is made: channels, roles, members that speak. */
public final class Guild {
    private final World world;
    private final long id;
    private final String name;
    private final Person owner;
    private final Map<String, Role> roles = new LinkedHashMap<>();
    private final Map<Person, Set<Role>> members = new LinkedHashMap<>();
    private final Map<String, Place> channels = new LinkedHashMap<>();
    private boolean ready;

    Guild(World world, long id, String name, Person owner) {
        this.world = world;
        this.id = id;
        this.name = name;
        this.owner = owner;
        roles.put("@everyone", new Role(Long.toString(id), "@everyone", Permission.usual()));
        members.put(owner, new LinkedHashSet<>());
        members.put(world.clara(), new LinkedHashSet<>());
    }

    void open() {
        ready = true;
        world.events().send("GUILD_CREATE", Intent.GUILDS, content -> Wire.guild(world, this, false));
    }

    public String id() {
        return Long.toString(id);
    }

    long snowflake() {
        return id;
    }

    public String name() {
        return name;
    }

    public Person owner() {
        return owner;
    }

    /** A text channel that every member sees. */
    public Place channel(String channelName) {
        return world.locked(() -> {
            Place known = channels.get(channelName);
            return known != null ? known : addChannel(Place.text(world, world.nextId(), channelName, this));
        });
    }

    /** A text channel for the members with one of these roles, and for Clara. */
    public Place privateChannel(String channelName, Role... who) {
        return world.locked(() -> {
            Place place = Place.text(world, world.nextId(), channelName, this);
            place.overwrite(new Overwrite(id, false, 0, Permission.VIEW.mask()));
            place.overwrite(new Overwrite(world.clara().snowflake(), true, Permission.VIEW.mask(), 0));
            for (Role role : who) {
                place.overwrite(new Overwrite(role.snowflake(), false, Permission.VIEW.mask(), 0));
            }
            return addChannel(place);
        });
    }

    private Place addChannel(Place place) {
        channels.put(place.name(), place);
        world.add(place);
        if (ready) {
            world.events().send("CHANNEL_CREATE", Intent.GUILDS, content -> Wire.channel(world, place));
        }
        return place;
    }

    /** A role without permissions of its own. */
    public Role role(String roleName) {
        return world.locked(() -> {
            Role known = roles.get(roleName);
            if (known != null) {
                return known;
            }
            var role = new Role(Long.toString(world.nextId()), roleName, 0);
            roles.put(roleName, role);
            world.events()
                    .send(
                            "GUILD_ROLE_CREATE",
                            Intent.GUILDS,
                            content -> Json.object().put("guild_id", id()).set("role", Wire.role(role, roles.size())));
            return role;
        });
    }

    /** Becomes a member with these roles, or gets them in addition. */
    public Guild join(Person person, Role... more) {
        world.run(() -> {
            boolean known = members.containsKey(person);
            Set<Role> held = members.computeIfAbsent(person, p -> new LinkedHashSet<>());
            held.addAll(List.of(more));
            sendMember(known ? "GUILD_MEMBER_UPDATE" : "GUILD_MEMBER_ADD", person);
        });
        return this;
    }

    /** Loses a role. */
    public void takeRole(Person person, Role role) {
        world.run(() -> {
            rolesOf(person).remove(role);
            sendMember("GUILD_MEMBER_UPDATE", person);
        });
    }

    /** Is a member no longer. */
    public void leave(Person person) {
        world.run(() -> {
            members.remove(person);
            world.events()
                    .send(
                            "GUILD_MEMBER_REMOVE",
                            Intent.GUILD_MEMBERS,
                            content -> Json.object().put("guild_id", id()).set("user", Wire.user(person)));
        });
    }

    /** The owner throws Clara out. */
    public void removeClara() {
        world.run(() -> {
            world.events()
                    .send(
                            "GUILD_DELETE",
                            Intent.GUILDS,
                            content -> Json.object().put("id", id()));
            members.remove(world.clara());
        });
    }

    /** The owner invites Clara again. */
    public void inviteClara() {
        world.run(() -> {
            members.put(world.clara(), new LinkedHashSet<>());
            open();
        });
    }

    private void sendMember(String type, Person person) {
        world.events()
                .send(
                        type,
                        Intent.GUILD_MEMBERS,
                        content -> Wire.member(this, person).put("guild_id", id()));
    }

    boolean hasClara() {
        return members.containsKey(world.clara());
    }

    boolean has(Person person) {
        return members.containsKey(person);
    }

    Collection<Role> roles() {
        return roles.values();
    }

    Set<Role> rolesOf(Person person) {
        return members.getOrDefault(person, Set.of());
    }

    List<Person> members() {
        return new ArrayList<>(members.keySet());
    }

    List<Place> channels() {
        return new ArrayList<>(channels.values());
    }

    /** What a member may do in a channel, as Discord computes it. */
    long permissions(Person person, Place place) {
        if (!has(person)) {
            return 0;
        }
        if (person.equals(owner)) {
            return ~0L;
        }
        long granted = 0;
        for (Role role : roles.values()) {
            if (role.snowflake() == id || rolesOf(person).contains(role)) {
                granted |= role.permissions();
            }
        }
        return place.overwritten(granted, id, person, rolesOf(person));
    }
}
