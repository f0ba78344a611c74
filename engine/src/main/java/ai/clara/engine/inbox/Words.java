package ai.clara.engine.inbox;

import ai.clara.engine.routing.TierChoice;
import ai.clara.engine.turn.Spoken;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.model.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a message says, without the word that asks for a tier.
 *
 * @param tier what the message asks for, by that word before anything else
 */
record Words(Spoken spoken, Optional<Tier> tier) {
    private static final int CHARS_MAX = 32_000;
    private static final int ATTACHMENTS_MAX = 10;

    /** Of all addresses together; an image may stand whole in its own. */
    private static final int ADDRESS_CHARS_MAX = 24_000_000;

    static Words of(InboundMessage message) {
        List<Part> parts = joined(message.parts());
        Optional<Tier> tier = message.tier();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Part.Text(String text)) {
                TierChoice choice = TierChoice.of(text, parts.size() > 1);
                parts.set(i, new Part.Text(choice.text()));
                tier = choice.tier().or(message::tier);
                break;
            }
        }
        parts.removeIf(part -> part instanceof Part.Text(String text) && text.isBlank());
        return new Words(new Spoken(stored(parts), parts), tier);
    }

    String text() {
        return spoken.text();
    }

    /** Why they are not taken in, as a sentence; empty when they are. */
    Optional<String> fault() {
        if (text().isBlank()) {
            return Optional.of("There is nothing to read in that message.");
        }
        if (text().length() > CHARS_MAX) {
            return Optional.of("That message is too long: it has %d characters, and I read at most %d."
                    .formatted(text().length(), CHARS_MAX));
        }
        long attachments = spoken.parts().stream()
                .filter(part -> !(part instanceof Part.Text))
                .count();
        if (attachments > ATTACHMENTS_MAX) {
            return Optional.of("That message has too many images and files: it has %d, and I look at %d at most."
                    .formatted(attachments, ATTACHMENTS_MAX));
        }
        return spoken.parts().stream().mapToLong(Words::addressChars).sum() > ADDRESS_CHARS_MAX
                ? Optional.of("The images and files of that message are too big for me; please send smaller ones.")
                : Optional.empty();
    }

    /** Texts that follow each other are one text. */
    private static List<Part> joined(List<Part> parts) {
        var joined = new ArrayList<Part>();
        var text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text(String piece)) {
                text.append(piece);
            } else {
                flush(text, joined);
                joined.add(part);
            }
        }
        flush(text, joined);
        return joined;
    }

    private static void flush(StringBuilder text, List<Part> into) {
        if (!text.toString().isBlank()) {
            into.add(new Part.Text(storable(text.toString())));
        }
        text.setLength(0);
    }

    private static String stored(List<Part> parts) {
        var body = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String text) -> body.append(text);
                case Part.Image image -> body.append("[image]");
                case Part.File file -> body.append(storable("[file " + file.name() + ']'));
            }
        }
        return body.toString();
    }

    /** PostgreSQL's text holds no NUL. */
    private static String storable(String text) {
        return text.replace('\0', '\uFFFD');
    }

    private static long addressChars(Part part) {
        return switch (part) {
            case Part.Text text -> 0;
            case Part.Image image -> image.source().toString().length();
            case Part.File file -> file.source().toString().length();
        };
    }
}
