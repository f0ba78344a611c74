package ai.clara.discord.inbound;

import ai.clara.discord.Discord;
import ai.clara.discord.channel.Place;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.id.AccountKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A message with all that is decided by.
 *
 * @param person whether a person said it: no bot, no webhook, no line of Discord's own
 * @param room where in a server, empty for a direct message
 * @param roles the author's roles in that server, empty when Discord did not tell
 * @param files what is attached
 */
public record Heard(
        String id,
        Place place,
        Optional<Room> room,
        boolean person,
        String authorId,
        String authorName,
        Optional<Set<String>> roles,
        Wording wording,
        List<Part> files,
        Instant sentAt,
        boolean edited) {
    /**
     * A channel of a server.
     *
     * @param parent the channel that a thread hangs on
     */
    public record Room(String server, String channel, Optional<String> parent) {}

    public Heard {
        files = List.copyOf(files);
        roles = roles.map(Set::copyOf);
    }

    /** Whether a person said it to Clara. */
    public boolean forClara() {
        return person && Addressing.forClara(wording);
    }

    public String text() {
        return Addressing.text(wording);
    }

    boolean empty() {
        return files.isEmpty() && text().isEmpty();
    }

    /** The same by an author with these roles, who is called so in that server. */
    Heard by(String name, Set<String> known) {
        return new Heard(id, place, room, person, authorId, name, Optional.of(known), wording, files, sentAt, edited);
    }

    InboundMessage inbound() {
        var parts = new ArrayList<Part>();
        String text = text();
        if (!text.isEmpty()) {
            parts.add(new Part.Text(files.isEmpty() ? text : text + "\n"));
        }
        parts.addAll(files);
        return new InboundMessage(
                place.key(), new AccountKey(Discord.NAME, authorId), authorName, id, parts, sentAt, place.within());
    }
}
