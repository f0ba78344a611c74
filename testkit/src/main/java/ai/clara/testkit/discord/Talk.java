package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** What happens to messages: each change is kept, logged and told to the sessions. Used under the world's lock. */
final class Talk {
    private final World world;

    Talk(World world) {
        this.world = world;
    }

    Message say(Place place, Person author, String text, List<SeenFile> files, Optional<Message> to, boolean ping) {
        enter(place, author);
        Message message = begin(place, author, text, "said", to);
        message.files.addAll(files);
        to.filter(replied -> ping).ifPresent(replied -> message.repliedPing = Optional.of(replied.author));
        boolean loud = place.may(author, Permission.MENTION_EVERYONE);
        Mentions named = Mentions.in(text);
        name(message, new Mentions(named.people(), named.roles(), named.everyone() && loud));
        ping(message);
        tellCreated(message);
        return message;
    }

    Message webhookSays(Place place, String name, String text) {
        Message message = begin(place, world.webhookFace(name), text, "said", Optional.empty());
        message.webhook = true;
        name(message, Mentions.in(text));
        tellCreated(message);
        return message;
    }

    /** Clara's message, checked before. */
    Message post(Place place, Draft draft, Optional<Message> to) {
        Message message = begin(place, world.clara(), draft.content(), "posted", to);
        draft.fill(message);
        if (to.isPresent() && draft.pingsReplied()) {
            message.repliedPing = Optional.of(to.get().author);
        }
        name(message, Mentions.in(draft.content()).allowedBy(draft.allowedMentions()));
        ping(message);
        tellCreated(message);
        return message;
    }

    /** Clara's answer to a command; nobody but its person hears of a private one by an event. */
    Message answer(Place place, Draft draft, Optional<Person> onlyFor, boolean loading) {
        Message message = begin(place, world.clara(), draft.content(), "posted", Optional.empty());
        draft.fill(message);
        message.type = Message.COMMAND_ANSWER;
        message.onlyFor = onlyFor;
        message.flags |= onlyFor.isPresent() ? Message.EPHEMERAL : 0;
        message.flags |= loading ? Message.LOADING : 0;
        name(message, Mentions.in(draft.content()).allowedBy(draft.allowedMentions()));
        ping(message);
        if (onlyFor.isEmpty()) {
            tellCreated(message);
        }
        return message;
    }

    /** Who acts in a guild is a member of it; who cannot see the place cannot act there. */
    void enter(Place place, Person author) {
        place.guild().filter(guild -> !guild.has(author)).ifPresent(guild -> guild.join(author));
        if (!place.sees(author)) {
            throw new IllegalStateException(author + " cannot see " + place);
        }
    }

    private Message begin(Place place, Person author, String text, String kind, Optional<Message> to) {
        ObjectNode detail = Json.object();
        int order = world.log().add(kind, detail);
        var message =
                new Message(world.nextId(), place, author, order, world.clock().instant());
        message.content = text;
        message.type = to.isPresent() ? Message.REPLY : 0;
        message.replyTo = to.map(replied -> replied.id);
        describe(detail, message);
        world.add(message);
        return message;
    }

    /** A reply names what it answers, so that the log alone shows what was answered twice. */
    private static void describe(ObjectNode detail, Message message) {
        detail.put("message", Long.toString(message.id))
                .put("channel", message.place.id())
                .put("place", message.place.toString())
                .put("author", message.author.name())
                .put("content", message.content);
        message.replyTo.ifPresent(to -> detail.put("replyTo", Long.toString(to)));
    }

    void edit(Message message, String text) {
        message.content = text;
        ObjectNode detail = Json.object();
        describe(detail, message);
        int order = world.log().add("edited", detail);
        if (!message.loading()) {
            message.edits.add(new Edit(order, world.clock().instant(), text));
        }
        message.flags &= ~Message.LOADING;
        Mentions named = Mentions.in(text);
        name(message, new Mentions(named.people(), named.roles(), message.mentionsEveryone && named.everyone()));
        if (message.onlyFor.isEmpty()) {
            tell("MESSAGE_UPDATE", message);
        }
    }

    void delete(Message message) {
        if (message.deleted) {
            return;
        }
        gone(message);
        if (message.onlyFor.isEmpty()) {
            send(
                    message.place,
                    "MESSAGE_DELETE",
                    content -> where(message.place).put("id", Long.toString(message.id)));
        }
    }

    void bulkDelete(Place place, List<Message> messages) {
        messages.forEach(this::gone);
        send(
                place,
                "MESSAGE_DELETE_BULK",
                content -> where(place)
                        .set(
                                "ids",
                                Json.ids(messages.stream()
                                        .map(message -> message.id)
                                        .toList())));
    }

    private void gone(Message message) {
        message.deleted = true;
        ObjectNode detail = Json.object();
        describe(detail, message);
        world.log().add("deleted", detail);
    }

    void react(Message message, Person person, String emoji, boolean added) {
        var those = message.reactions.computeIfAbsent(emoji, e -> new LinkedHashSet<>());
        if (added ? !those.add(person) : !those.remove(person)) {
            return;
        }
        world.log()
                .add(
                        "reaction",
                        Json.object()
                                .put("message", Long.toString(message.id))
                                .put("author", person.name())
                                .put("emoji", emoji)
                                .put("added", added));
        Intent intent = message.place.guild().isPresent() ? Intent.GUILD_REACTIONS : Intent.DIRECT_REACTIONS;
        if (message.place.sees(world.clara())) {
            world.events()
                    .send(
                            added ? "MESSAGE_REACTION_ADD" : "MESSAGE_REACTION_REMOVE",
                            intent,
                            content -> Wire.reaction(message, person, emoji));
        }
    }

    void typing(Place place) {
        world.log().add("typing", Json.object().put("channel", place.id()).put("place", place.toString()));
    }

    Place openThread(Place parent, Person owner, PlaceKind kind, String name, List<Person> members) {
        enter(parent, owner);
        Place thread = world.add(Place.thread(world, world.nextId(), kind, name, parent, owner));
        thread.threadMembers().addAll(members);
        if (thread.sees(world.clara())) {
            world.events()
                    .send(
                            "THREAD_CREATE",
                            Intent.GUILDS,
                            content -> Wire.channel(world, thread).put("newly_created", true));
        }
        return thread;
    }

    private void name(Message message, Mentions named) {
        message.mentioned.clear();
        named.people().forEach(id -> world.findPerson(id).ifPresent(message.mentioned::add));
        message.repliedPing.ifPresent(message.mentioned::add);
        message.mentionedRoles = List.copyOf(named.roles());
        message.mentionsEveryone = named.everyone();
    }

    private static void ping(Message message) {
        message.mentioned.forEach(person -> message.pings.add(person.id()));
        message.mentionedRoles.forEach(role -> message.pings.add("role:" + role));
        if (message.mentionsEveryone) {
            message.pings.add("everyone");
        }
    }

    private void tellCreated(Message message) {
        tell("MESSAGE_CREATE", message);
    }

    private void tell(String type, Message message) {
        send(message.place, type, content -> Wire.event(world, message, content));
    }

    private void send(Place place, String type, World.Shape shape) {
        if (place.sees(world.clara())) {
            Intent intent = place.guild().isPresent() ? Intent.GUILD_MESSAGES : Intent.DIRECT_MESSAGES;
            world.events().send(type, intent, shape);
        }
    }

    private static ObjectNode where(Place place) {
        ObjectNode node = Json.object().put("channel_id", place.id());
        place.guild().ifPresent(guild -> node.put("guild_id", guild.id()));
        return node;
    }
}
