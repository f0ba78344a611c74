package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Who the bot is, what it can look up, and its commands. */
final class ApplicationRoutes {
    private static final Map<Intent, Integer> LIMITED_FLAGS =
            Map.of(Intent.GUILD_PRESENCES, 13, Intent.GUILD_MEMBERS, 15, Intent.MESSAGE_CONTENT, 19);
    private final World world;
    private final Supplier<String> gatewayUrl;
    private final Map<String, ObjectNode> commands = new LinkedHashMap<>();

    ApplicationRoutes(World world, Supplier<String> gatewayUrl) {
        this.world = world;
        this.gatewayUrl = gatewayUrl;
    }

    /** The portal's switches as an application's flags show them. */
    static int flags(World world) {
        return world.allowed().stream()
                .filter(LIMITED_FLAGS::containsKey)
                .mapToInt(intent -> 1 << LIMITED_FLAGS.getOrDefault(intent, 0))
                .sum();
    }

    Optional<ObjectNode> command(String name) {
        return Optional.ofNullable(commands.get(name));
    }

    void addTo(Routes routes) {
        routes.on(Faults.GET_SELF, call -> Answer.ok(Wire.self(world.clara())));
        routes.on(
                "GET /users/@me/guilds",
                call -> Answer.ok(
                        Json.array(world.guilds().stream().map(this::ownGuild).toList())));
        routes.on("GET /users/{user}", this::user);
        routes.on("POST /users/@me/channels", this::dm);
        routes.on("GET /gateway", call -> Answer.ok(Json.object().put("url", gatewayUrl.get())));
        routes.on("GET /gateway/bot", call -> Answer.ok(gatewayBot()));
        routes.on("GET /applications/@me", call -> Answer.ok(application()));
        routes.on("GET /oauth2/applications/@me", call -> Answer.ok(application()));
        routes.on("GET /guilds/{guild}", call -> Answer.ok(Wire.guildHead(guild(call))));
        routes.on(
                "GET /guilds/{guild}/channels",
                call -> Answer.ok(Json.array(guild(call).channels().stream()
                        .map(place -> Wire.channel(world, place))
                        .toList())));
        routes.on(
                "GET /guilds/{guild}/roles",
                call -> Answer.ok(Wire.guildHead(guild(call)).path("roles")));
        routes.on("GET /guilds/{guild}/members", this::members);
        routes.on("GET /guilds/{guild}/members/{user}", this::member);
        routes.on("GET /guilds/{guild}/threads/active", this::activeThreads);
        routes.on("GET /channels/{channel}", this::channel);
        routes.on("GET /channels/{channel}/thread-members", this::threadMembers);
        routes.on("PUT /channels/{channel}/thread-members/@me", this::joinThread);
        routes.on("POST /channels/{channel}/threads", this::openThread);
        routes.on("POST /channels/{channel}/messages/{message}/threads", this::openThread);
        routes.on("GET /applications/{app}/commands", call -> Answer.ok(Json.array(commands.values())));
        routes.on("PUT /applications/{app}/commands", this::replaceCommands);
        routes.on("POST /applications/{app}/commands", call -> Answer.ok(register(call.body())));
        routes.on("DELETE /applications/{app}/commands/{command}", this::removeCommand);
        routes.on("GET /applications/{app}/guilds/{guild}/commands", call -> Answer.ok(Json.array()));
        routes.on("PUT /applications/{app}/guilds/{guild}/commands", this::replaceCommands);
        routes.on("POST /applications/{app}/guilds/{guild}/commands", call -> Answer.ok(register(call.body())));
    }

    private ObjectNode ownGuild(Guild guild) {
        ObjectNode node =
                Json.object().put("id", guild.id()).put("name", guild.name()).putNull("icon");
        node.putArray("features");
        return node.put("owner", false).put("permissions", Long.toString(Permission.usual()));
    }

    private ObjectNode gatewayBot() {
        ObjectNode node = Json.object().put("url", gatewayUrl.get()).put("shards", 1);
        node.putObject("session_start_limit")
                .put("total", 1000)
                .put("remaining", 999)
                .put("reset_after", 0)
                .put("max_concurrency", 1);
        return node;
    }

    private ObjectNode application() {
        ObjectNode node = Json.object()
                .put("id", world.clara().id())
                .put("name", world.clara().name())
                .putNull("icon")
                .put("description", "")
                .put("summary", "")
                .put("bot_public", true)
                .put("bot_require_code_grant", false)
                .put("verify_key", "0")
                .put("flags", flags(world))
                .put("approximate_guild_count", world.guilds().size());
        node.set("bot", Wire.user(world.clara()));
        node.set("owner", Wire.user(world.person("operator", false)));
        node.putNull("team");
        node.putArray("rpc_origins");
        node.putArray("tags");
        node.putArray("redirect_uris");
        return node;
    }

    private Answer user(Call call) {
        return world.findPerson(call.id("user"))
                .map(person -> Answer.ok(Wire.user(person)))
                .orElseThrow(() -> Denial.plain(404, 10013, "Unknown User"));
    }

    private Answer dm(Call call) {
        Person person = world.findPerson(call.body().path("recipient_id").asLong())
                .filter(found -> !found.equals(world.clara()))
                .orElseThrow(() -> Denial.plain(400, 50033, "Invalid Recipient(s)"));
        return Answer.ok(Wire.channel(world, world.dm(person)));
    }

    private Answer members(Call call) {
        Guild guild = guild(call);
        if (!world.allowed().contains(Intent.GUILD_MEMBERS)) {
            throw Denial.fault(Refusal.Kind.DISALLOWED_INTENTS, 403, 50001, "Missing Access: GUILD_MEMBERS");
        }
        long after = Long.parseLong(call.query().getOrDefault("after", "0"));
        int limit = Integer.parseInt(call.query().getOrDefault("limit", "1"));
        return Answer.ok(Json.array(guild.members().stream()
                .filter(person -> person.snowflake() > after)
                .limit(limit)
                .map(person -> Wire.member(guild, person))
                .toList()));
    }

    private Answer member(Call call) {
        Guild guild = guild(call);
        return world.findPerson(call.id("user"))
                .filter(guild::has)
                .map(person -> Answer.ok(Wire.member(guild, person)))
                .orElseThrow(() -> Denial.plain(404, 10007, "Unknown Member"));
    }

    private Answer activeThreads(Call call) {
        Guild guild = guild(call);
        ObjectNode node = Json.object();
        node.set("threads", Wire.guild(world, guild, false).path("threads"));
        node.putArray("members");
        return Answer.ok(node);
    }

    private Answer channel(Call call) {
        return Answer.ok(Wire.channel(world, place(call)));
    }

    private Answer threadMembers(Call call) {
        Place place = place(call);
        ArrayNode members = Json.array();
        place.threadMembers().forEach(person -> members.add(Wire.threadMember(place, person)));
        return Answer.ok(members);
    }

    private Answer joinThread(Call call) {
        place(call).threadMembers().add(world.clara());
        return Answer.done();
    }

    private Answer openThread(Call call) {
        Place parent = place(call);
        boolean closed = call.body().path("type").asInt(11) == PlaceKind.PRIVATE_THREAD.type();
        Permission needed = closed ? Permission.CREATE_PRIVATE_THREADS : Permission.CREATE_PUBLIC_THREADS;
        if (!parent.may(world.clara(), needed)) {
            throw Denial.fault(Refusal.Kind.MISSING_PERMISSION, 403, 50013, "Missing Permissions: " + needed);
        }
        Place thread = world.talk()
                .openThread(
                        parent,
                        world.clara(),
                        closed ? PlaceKind.PRIVATE_THREAD : PlaceKind.PUBLIC_THREAD,
                        call.body().path("name").asText(),
                        List.of());
        return Answer.ok(Wire.channel(world, thread));
    }

    private Answer replaceCommands(Call call) {
        commands.clear();
        ArrayNode echoed = Json.array();
        call.body().forEach(command -> echoed.add(register(command)));
        return Answer.ok(echoed);
    }

    private ObjectNode register(JsonNode command) {
        ObjectNode known = Json.object();
        known.setAll((ObjectNode) command);
        known.put("id", Long.toString(world.nextId()))
                .put("application_id", world.clara().id())
                .put("version", Long.toString(world.nextId()));
        if (!known.has("type")) {
            known.put("type", 1);
        }
        commands.put(known.path("name").asText(), known);
        return known;
    }

    private Answer removeCommand(Call call) {
        commands.values().removeIf(command -> command.path("id").asText().equals(call.text("command")));
        return Answer.done();
    }

    private Guild guild(Call call) {
        return world.findGuild(call.id("guild")).orElseThrow(() -> Denial.plain(404, 10004, "Unknown Guild"));
    }

    private Place place(Call call) {
        Place place = world.findPlace(call.id("channel"))
                .orElseThrow(() -> Denial.fault(Refusal.Kind.UNKNOWN_CHANNEL, 404, 10003, "Unknown Channel"));
        if (!place.sees(world.clara())) {
            throw Denial.fault(Refusal.Kind.MISSING_PERMISSION, 403, 50001, "Missing Access: " + place);
        }
        return place;
    }
}
