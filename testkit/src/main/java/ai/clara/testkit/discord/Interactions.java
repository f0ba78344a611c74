package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Commands people type and their answers: once, within the deadline, then by the token. Used under the world's lock. */
final class Interactions {
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);
    private final World world;
    private final Map<String, SlashCall> calls = new LinkedHashMap<>();
    private Function<String, Optional<ObjectNode>> commands = name -> Optional.empty();
    private Duration deadline = Duration.ofSeconds(3);

    Interactions(World world) {
        this.world = world;
    }

    void commands(Function<String, Optional<ObjectNode>> registered) {
        commands = registered;
    }

    void deadline(Duration bound) {
        deadline = bound;
    }

    List<SlashCall> unanswered() {
        return new ArrayList<>(calls.values())
                .stream().filter(call -> !call.wasAcknowledged()).toList();
    }

    void addTo(Routes routes) {
        routes.on(Faults.ANSWER_COMMAND, this::callback);
        routes.on("POST /webhooks/{app}/{token}", this::followUp);
        routes.on("GET /webhooks/{app}/{token}/messages/{message}", call -> answer(message(call)));
        routes.on(Faults.EDIT_COMMAND_ANSWER, this::edit);
        routes.on("DELETE /webhooks/{app}/{token}/messages/{message}", this::delete);
    }

    SlashCall type(Place place, Person person, String name, Map<String, String> options) {
        ObjectNode command = commands.apply(name)
                .orElseThrow(() -> new IllegalStateException("no command " + name + " is registered"));
        world.talk().enter(place, person);
        var call = new SlashCall(world, world.nextId(), place, person);
        calls.put(call.token(), call);
        world.log()
                .add(
                        "slash",
                        Json.object()
                                .put("command", name)
                                .put("author", person.name())
                                .put("place", place.toString()));
        world.events().send("INTERACTION_CREATE", Intent.GUILDS, content -> event(call, command, options));
        return call;
    }

    private ObjectNode event(SlashCall call, ObjectNode command, Map<String, String> options) {
        Place place = call.place();
        ObjectNode node = Json.object()
                .put("id", call.id())
                .put("application_id", world.clara().id())
                .put("type", 2)
                .put("token", call.token())
                .put("version", 1)
                .put("channel_id", place.id())
                .put("locale", "en-US")
                .put("context", place.guild().isPresent() ? 0 : 1)
                .put("app_permissions", Long.toString(Permission.usual()))
                .put("attachment_size_limit", 10 * 1024 * 1024);
        node.set("channel", Wire.channel(world, place).put("permissions", Long.toString(Permission.usual())));
        node.putArray("entitlements");
        node.putObject("authorizing_integration_owners");
        ObjectNode data = node.putObject("data")
                .put("id", command.path("id").asText())
                .put("name", command.path("name").asText())
                .put("type", 1);
        var given = data.putArray("options");
        options.forEach((name, value) ->
                given.addObject().put("name", name).put("type", 3).put("value", value));
        place.guild()
                .ifPresentOrElse(
                        guild -> {
                            node.put("guild_id", guild.id()).put("guild_locale", "en-US");
                            node.putObject("guild")
                                    .put("id", guild.id())
                                    .put("locale", "en-US")
                                    .putArray("features");
                            node.set(
                                    "member",
                                    Wire.member(guild, call.person())
                                            .put(
                                                    "permissions",
                                                    Long.toString(guild.permissions(call.person(), place))));
                        },
                        () -> node.set("user", Wire.user(call.person())));
        return node;
    }

    private Answer callback(Call call) {
        SlashCall slash = slash(call);
        if (slash.wasAcknowledged()) {
            throw Denial.fault(
                    Refusal.Kind.INTERACTION_TWICE, 400, 40060, "Interaction has already been acknowledged.");
        }
        if (slash.age().compareTo(deadline) > 0) {
            throw Denial.fault(Refusal.Kind.INTERACTION_LATE, 404, 10062, "Unknown interaction");
        }
        int type = call.body().path("type").asInt();
        JsonNode data = call.body().path("data");
        Optional<Person> onlyFor = onlyFor(slash, data);
        switch (type) {
            case 4 ->
                slash.answer(
                        world.talk().answer(slash.place(), Draft.fresh(world, data, call.files()), onlyFor, false));
            case 5 ->
                slash.answer(world.talk()
                        .answer(slash.place(), Draft.checked(world, Json.object(), List.of()), onlyFor, true));
            default -> throw Denial.fault(Refusal.Kind.BAD_REQUEST, 400, 50035, "Invalid Form Body: type " + type);
        }
        slash.acknowledge();
        return call.query().getOrDefault("with_response", "false").equals("true")
                ? Answer.ok(outcome(slash, type))
                : Answer.done();
    }

    private ObjectNode outcome(SlashCall slash, int type) {
        Message message = slash.answer().orElseThrow();
        ObjectNode node = Json.object();
        node.putObject("interaction")
                .put("id", slash.id())
                .put("type", 2)
                .put("response_message_id", Long.toString(message.id))
                .put("response_message_loading", message.loading())
                .put("response_message_ephemeral", message.onlyFor.isPresent());
        node.putObject("resource").put("type", type).set("message", Wire.message(world, message, true));
        return node;
    }

    private Answer followUp(Call call) {
        SlashCall slash = acknowledged(call);
        Draft draft = Draft.fresh(world, call.body(), call.files());
        Optional<Person> onlyFor = onlyFor(slash, call.body());
        Message first = slash.answer().orElseThrow();
        if (first.loading()) {
            return change(first, draft);
        }
        return answer(world.talk().answer(slash.place(), draft, onlyFor, false));
    }

    private Answer edit(Call call) {
        return change(message(call), Draft.checked(world, call.body(), call.files()));
    }

    private Answer change(Message message, Draft draft) {
        long state = message.flags & (Message.EPHEMERAL | Message.LOADING);
        draft.change(message);
        message.flags |= state;
        world.talk().edit(message, draft.body().has("content") ? draft.content() : message.content);
        return answer(message);
    }

    private Answer delete(Call call) {
        world.talk().delete(message(call));
        return Answer.done();
    }

    private Answer answer(Message message) {
        return Answer.ok(Wire.message(world, message, true));
    }

    private Message message(Call call) {
        SlashCall slash = acknowledged(call);
        Optional<Message> found = call.text("message").equals("@original")
                ? slash.answer()
                : world.findMessage(call.id("message")).filter(message -> message.place.equals(slash.place()));
        return found.filter(message -> !message.deleted)
                .orElseThrow(() -> Denial.fault(Refusal.Kind.UNKNOWN_MESSAGE, 404, 10008, "Unknown Message"));
    }

    private SlashCall acknowledged(Call call) {
        SlashCall slash = slash(call);
        if (!slash.wasAcknowledged() || slash.age().compareTo(TOKEN_LIFE) > 0) {
            throw Denial.fault(Refusal.Kind.UNKNOWN_INTERACTION, 404, 10015, "Unknown Webhook");
        }
        return slash;
    }

    private SlashCall slash(Call call) {
        SlashCall slash = calls.get(call.text("token"));
        if (slash == null) {
            throw Denial.fault(Refusal.Kind.UNKNOWN_INTERACTION, 404, 10062, "Unknown interaction");
        }
        return slash;
    }

    private static Optional<Person> onlyFor(SlashCall slash, JsonNode data) {
        boolean only = (data.path("flags").asLong() & Message.EPHEMERAL) != 0;
        return only ? Optional.of(slash.person()) : Optional.empty();
    }
}
