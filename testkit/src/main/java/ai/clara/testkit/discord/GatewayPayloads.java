package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a session gets that is no news: the greeting, and members it asked for. */
final class GatewayPayloads {
    private GatewayPayloads() {}

    static ObjectNode ready(World world, GatewaySession session, String url) {
        ObjectNode ready =
                Json.object().put("v", 10).put("session_id", session.id()).put("session_type", "normal");
        ready.put("resume_gateway_url", url);
        ready.set("user", Wire.self(world.clara()));
        ready.set(
                "guilds",
                Json.array(world.guilds().stream()
                        .map(guild -> Json.object().put("id", guild.id()).put("unavailable", true))
                        .toList()));
        ready.putArray("private_channels");
        ready.putArray("relationships");
        ready.putArray("shard").add(0).add(1);
        ready.putObject("application").put("id", world.clara().id()).put("flags", ApplicationRoutes.flags(world));
        return ready;
    }

    static ObjectNode chunk(Guild guild, JsonNode payload) {
        JsonNode asked = payload.path("user_ids");
        List<String> ids =
                asked.isArray() ? asked.valueStream().map(JsonNode::asText).toList() : List.of(asked.asText());
        String prefix = payload.path("query").asText("");
        List<ObjectNode> found = guild.members().stream()
                .filter(person -> asked.isMissingNode() ? person.name().startsWith(prefix) : ids.contains(person.id()))
                .map(person -> Wire.member(guild, person))
                .toList();
        ObjectNode chunk =
                Json.object().put("guild_id", guild.id()).put("chunk_index", 0).put("chunk_count", 1);
        chunk.set("members", Json.array(found));
        chunk.putArray("not_found");
        if (payload.has("nonce")) {
            chunk.set("nonce", payload.path("nonce"));
        }
        return chunk;
    }
}
