package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The shapes of Discord's API, version 10, as far as a client reads them. */
final class Wire {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx");
    private static final Instant JOINED = Instant.parse("2025-01-01T00:00:00Z");

    private Wire() {}

    static String time(Instant at) {
        return TIME.format(at.atOffset(ZoneOffset.UTC));
    }

    static ObjectNode user(Person person) {
        return Json.object()
                .put("id", person.id())
                .put("username", person.name())
                .put("global_name", person.bot() ? null : person.name())
                .put("discriminator", person.bot() ? "0001" : "0")
                .putNull("avatar")
                .put("bot", person.bot())
                .put("public_flags", 0)
                .put("flags", 0);
    }

    static ObjectNode self(Person clara) {
        return user(clara).put("verified", true).put("mfa_enabled", false).putNull("email");
    }

    static ObjectNode member(Guild guild, Person person) {
        return memberWithoutUser(guild, person).set("user", user(person));
    }

    static ObjectNode memberWithoutUser(Guild guild, Person person) {
        ObjectNode node = Json.object()
                .putNull("nick")
                .putNull("avatar")
                .put("joined_at", time(JOINED))
                .putNull("premium_since")
                .put("deaf", false)
                .put("mute", false)
                .put("pending", false)
                .put("flags", 0)
                .putNull("communication_disabled_until");
        return node.set(
                "roles",
                Json.ids(guild.rolesOf(person).stream().map(Role::snowflake).toList()));
    }

    static ObjectNode role(Role role, int position) {
        ObjectNode node = Json.object()
                .put("id", role.id())
                .put("name", role.name())
                .put("color", 0)
                .put("hoist", false)
                .putNull("icon")
                .putNull("unicode_emoji")
                .put("position", position)
                .put("permissions", Long.toString(role.permissions()))
                .put("managed", false)
                .put("mentionable", true)
                .put("flags", 0);
        node.putObject("colors")
                .put("primary_color", 0)
                .putNull("secondary_color")
                .putNull("tertiary_color");
        return node;
    }

    static ObjectNode guild(World world, Guild guild, boolean allMembers) {
        ObjectNode node = guildHead(guild);
        node.put("joined_at", time(JOINED))
                .put("large", false)
                .put("unavailable", false)
                .put("member_count", guild.members().size());
        List<Person> members = allMembers ? guild.members() : List.of(world.clara());
        node.set(
                "members",
                Json.array(members.stream().map(p -> member(guild, p)).toList()));
        node.set(
                "channels",
                Json.array(guild.channels().stream().map(c -> channel(world, c)).toList()));
        node.set(
                "threads",
                Json.array(world.places().stream()
                        .filter(place -> place.isThread()
                                && place.guild().filter(guild::equals).isPresent())
                        .filter(place -> !place.archived() && place.sees(world.clara()))
                        .map(place -> channel(world, place))
                        .toList()));
        for (String empty : List.of(
                "presences", "voice_states", "stage_instances", "guild_scheduled_events", "soundboard_sounds")) {
            node.putArray(empty);
        }
        return node;
    }

    /** As {@code GET /guilds/{guild}} answers. */
    static ObjectNode guildHead(Guild guild) {
        ObjectNode node = Json.object()
                .put("id", guild.id())
                .put("name", guild.name())
                .putNull("icon")
                .putNull("splash")
                .putNull("description")
                .putNull("banner")
                .putNull("vanity_url_code")
                .put("owner_id", guild.owner().id())
                .putNull("afk_channel_id")
                .put("afk_timeout", 300)
                .put("verification_level", 0)
                .put("default_message_notifications", 0)
                .put("explicit_content_filter", 0)
                .put("mfa_level", 0)
                .put("nsfw_level", 0)
                .put("nsfw", false)
                .putNull("system_channel_id")
                .put("system_channel_flags", 0)
                .putNull("rules_channel_id")
                .putNull("public_updates_channel_id")
                .put("premium_tier", 0)
                .put("premium_subscription_count", 0)
                .put("premium_progress_bar_enabled", false)
                .put("preferred_locale", "en-US")
                .put("max_members", 500000);
        ArrayNode roles = node.putArray("roles");
        guild.roles().forEach(role -> roles.add(role(role, roles.size())));
        node.putArray("emojis");
        node.putArray("stickers");
        node.putArray("features");
        return node;
    }

    static ObjectNode channel(World world, Place place) {
        ObjectNode node =
                Json.object().put("id", place.id()).put("type", place.kind().type());
        if (place.messages().isEmpty()) {
            node.putNull("last_message_id");
        } else {
            node.put("last_message_id", Long.toString(place.messages().lastKey()));
        }
        switch (place.kind()) {
            case DM ->
                node.put("flags", 0)
                        .set(
                                "recipients",
                                Json.array(
                                        place.person().stream().map(Wire::user).toList()));
            case TEXT -> text(node, place);
            case PUBLIC_THREAD, PRIVATE_THREAD -> thread(node, world, place);
        }
        return node;
    }

    private static void text(ObjectNode node, Place place) {
        node.put("name", place.name())
                .put("guild_id", place.guild().orElseThrow().id())
                .put("position", 0)
                .putNull("parent_id")
                .putNull("topic")
                .put("nsfw", false)
                .put("rate_limit_per_user", 0)
                .put("flags", 0);
        ArrayNode overwrites = node.putArray("permission_overwrites");
        for (Overwrite overwrite : place.overwrites()) {
            overwrites
                    .addObject()
                    .put("id", Long.toString(overwrite.target()))
                    .put("type", overwrite.member() ? 1 : 0)
                    .put("allow", Long.toString(overwrite.allow()))
                    .put("deny", Long.toString(overwrite.deny()));
        }
    }

    private static void thread(ObjectNode node, World world, Place place) {
        node.put("name", place.name())
                .put("guild_id", place.guild().orElseThrow().id())
                .put("parent_id", place.parent().orElseThrow().id())
                .put("owner_id", place.person().orElseThrow().id())
                .put("message_count", place.messages().size())
                .put("total_message_sent", place.messages().size())
                .put("member_count", place.threadMembers().size())
                .put("rate_limit_per_user", 0)
                .put("flags", 0);
        node.putObject("thread_metadata")
                .put("archived", place.archived())
                .put("auto_archive_duration", 1440)
                .put("archive_timestamp", time(JOINED))
                .put("create_timestamp", time(JOINED))
                .put("locked", false)
                .put("invitable", true);
        node.putArray("applied_tags");
        if (place.threadMembers().contains(world.clara())) {
            node.set("member", threadMember(place, world.clara()));
        }
    }

    static ObjectNode threadMember(Place place, Person person) {
        return Json.object()
                .put("id", place.id())
                .put("user_id", person.id())
                .put("join_timestamp", time(JOINED))
                .put("flags", 0);
    }

    /** A message as an event carries it, with where and as whom it was said. */
    static ObjectNode event(World world, Message message, boolean content) {
        ObjectNode node = message(world, message, content);
        message.nonce.ifPresent(nonce -> node.set("nonce", nonce));
        node.put("channel_type", message.place.kind().type());
        message.place.guild().ifPresent(guild -> {
            node.put("guild_id", guild.id());
            if (!message.webhook) {
                node.set("member", memberWithoutUser(guild, message.author));
            }
        });
        return node;
    }

    /** A message as requests see it; without the content unless it may be read. */
    static ObjectNode message(World world, Message message, boolean content) {
        ObjectNode node = flat(world, message, content);
        message.replyTo.ifPresent(id -> {
            var reference = node.putObject("message_reference")
                    .put("type", 0)
                    .put("message_id", Long.toString(id))
                    .put("channel_id", message.place.id());
            message.place.guild().ifPresent(guild -> reference.put("guild_id", guild.id()));
            var replied = world.findMessage(id).filter(original -> !original.deleted);
            replied.ifPresentOrElse(
                    original -> node.set("referenced_message", flat(world, original, content)),
                    () -> node.putNull("referenced_message"));
        });
        return node;
    }

    private static ObjectNode flat(World world, Message message, boolean mayRead) {
        boolean content = mayRead || alwaysReadable(world, message);
        ObjectNode node = Json.object()
                .put("id", Long.toString(message.id))
                .put("channel_id", message.place.id())
                .put("content", content ? message.content : "")
                .put("timestamp", time(message.at))
                .put(
                        "edited_timestamp",
                        message.edits.isEmpty()
                                ? null
                                : time(message.edits.getLast().at()))
                .put("tts", false)
                .put("mention_everyone", message.mentionsEveryone)
                .put("pinned", false)
                .put("type", message.type)
                .put("flags", message.flags);
        node.set("author", user(message.author));
        node.set(
                "mentions",
                Json.array(message.mentioned.stream().map(Wire::user).toList()));
        node.set("mention_roles", Json.ids(message.mentionedRoles));
        node.set(
                "attachments",
                content
                        ? Json.array(message.files.stream()
                                .map(f -> file(world, message, f))
                                .toList())
                        : Json.array());
        node.set("embeds", content ? Json.array(message.embeds) : Json.array());
        node.set("components", content ? Json.array(message.components) : Json.array());
        if (message.webhook) {
            node.put("webhook_id", message.author.id());
        }
        return node;
    }

    /** What a bot reads even without the privileged intent. */
    static boolean alwaysReadable(World world, Message message) {
        return message.author.equals(world.clara())
                || message.place.guild().isEmpty()
                || message.mentioned.contains(world.clara());
    }

    private static ObjectNode file(World world, Message message, SeenFile file) {
        String url = world.filesUrl() + "attachments/" + message.place.id() + "/" + file.id() + "/" + file.name();
        return Json.object()
                .put("id", file.id())
                .put("filename", file.name())
                .put("content_type", file.contentType())
                .put("size", file.bytes().length)
                .put("url", url)
                .put("proxy_url", url)
                .put("flags", 0);
    }

    static ObjectNode reaction(Message message, Person person, String emoji) {
        ObjectNode node = Json.object()
                .put("user_id", person.id())
                .put("channel_id", message.place.id())
                .put("message_id", Long.toString(message.id))
                .put("message_author_id", message.author.id())
                .put("burst", false)
                .put("type", 0);
        node.putObject("emoji").putNull("id").put("name", emoji);
        message.place.guild().ifPresent(guild -> {
            node.put("guild_id", guild.id());
            node.set("member", member(guild, person));
        });
        return node;
    }
}
