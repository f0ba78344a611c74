package ai.clara.gateway.door;

import ai.clara.gateway.HttpChannel;
import ai.clara.gateway.key.ClientKey;
import ai.clara.gateway.wire.Refusal;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.Project;
import io.micronaut.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who asks, where, and by which id. All names a program gives lie below its key's id, so those of one key never meet those of another,
 * nor of another platform.
 *
 * @param project empty for the one the conversation is in
 * @param id of the message
 * @param repeatable whether the program can ask for the same answer again
 */
record Knock(
        AccountKey author,
        String authorName,
        ConversationKey place,
        Optional<Project> project,
        String id,
        boolean repeatable) {
    static final String ROOM = "X-Clara-Room";
    static final String PROJECT = "X-Clara-Project";
    static final String IDEMPOTENCY = "Idempotency-Key";
    private static final int ROOM_CHARS_MAX = 100;
    private static final int ID_CHARS_MAX = 200;
    private static final String OWNER = "owner";

    static Knock of(ClientKey key, HttpHeaders headers, Optional<String> user, UUID fresh) {
        String namespace = key.id() + "/";
        Optional<String> room =
                header(headers, ROOM).map(Names::ofHeader).map(name -> Names.checked(ROOM, name, ROOM_CHARS_MAX));
        Optional<String> given = header(headers, IDEMPOTENCY).map(id -> Names.plain(IDEMPOTENCY, id, ID_CHARS_MAX));
        AccountKey author = key.person()
                .map(ClientKey.Owner::account)
                .or(() -> user.map(name -> new AccountKey(HttpChannel.NAME, namespace + name)))
                .orElseThrow(() -> Refusal.bad(
                                "user",
                                "This key belongs to a program: say in the field user who is asking, the same name each time.")
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"clara\""));
        String name =
                key.person().map(ClientKey.Owner::shownName).or(() -> user).orElse(key.name());
        ConversationKey place = room.map(
                        words -> new ConversationKey(HttpChannel.NAME, ConversationKey.Kind.ROOM, namespace + words))
                .orElseGet(() -> new ConversationKey(
                        HttpChannel.NAME,
                        ConversationKey.Kind.DIRECT,
                        namespace + (key.person().isPresent() ? OWNER : name)));
        return new Knock(
                author,
                name,
                place,
                header(headers, PROJECT).map(Knock::project),
                given.map(id -> namespace + id).orElseGet(fresh::toString),
                given.isPresent());
    }

    InboundMessage message(Asked asked, Instant now) {
        return new InboundMessage(
                place,
                author,
                authorName,
                id,
                asked.parts(),
                now,
                Optional.empty(),
                asked.tier(),
                project,
                asked.kept());
    }

    private static Project project(String name) {
        return Project.named(Names.ofHeader(name)).orElseThrow(() -> Refusal.bad(PROJECT, Project.RULE));
    }

    private static Optional<String> header(HttpHeaders headers, String name) {
        List<String> values = headers.getAll(name);
        if (values.size() > 1) {
            throw Refusal.bad(name, "Send " + name + " once.");
        }
        return values.stream().findFirst();
    }
}
