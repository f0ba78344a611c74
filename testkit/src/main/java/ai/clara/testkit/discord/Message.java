package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A message as Discord keeps it. Used under the world's lock. */
final class Message {
    static final int REPLY = 19;
    static final int COMMAND_ANSWER = 20;
    static final long EPHEMERAL = 1 << 6;
    static final long LOADING = 1 << 7;
    final long id;
    final Place place;
    final Person author;
    final int order;
    final Instant at;
    final List<SeenFile> files = new ArrayList<>();
    final List<Edit> edits = new ArrayList<>();
    final Map<String, Set<Person>> reactions = new LinkedHashMap<>();
    final Set<String> pings = new LinkedHashSet<>();
    final Set<Person> mentioned = new LinkedHashSet<>();
    List<Long> mentionedRoles = List.of();
    Optional<Person> repliedPing = Optional.empty();
    boolean mentionsEveryone;
    String content = "";
    List<JsonNode> embeds = List.of();
    List<JsonNode> components = List.of();
    Optional<Long> replyTo = Optional.empty();
    Optional<Person> onlyFor = Optional.empty();
    Optional<JsonNode> nonce = Optional.empty();
    boolean webhook;
    boolean deleted;
    int type;
    long flags;

    Message(long id, Place place, Person author, int order, Instant at) {
        this.id = id;
        this.place = place;
        this.author = author;
        this.order = order;
        this.at = at;
    }

    boolean loading() {
        return (flags & LOADING) != 0;
    }

    Seen seen(boolean byClara) {
        return new Seen(
                Long.toString(id),
                place,
                order,
                at,
                author,
                byClara,
                content,
                replyTo.map(to -> Long.toString(to)),
                List.copyOf(embeds),
                List.copyOf(files),
                List.copyOf(edits),
                reactions.entrySet().stream()
                        .flatMap(e ->
                                Stream.generate(e::getKey).limit(e.getValue().size()))
                        .toList(),
                Set.copyOf(pings),
                onlyFor.map(Person::id),
                loading(),
                nonce.map(JsonNode::asText).orElse(""));
    }
}
