package ai.clara.engine.inbox;

import ai.clara.engine.routing.TierChoice;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.model.Tier;
import java.util.Optional;

/** What is stored of a message: its text without the word that asks for a tier, and a word for each part that is no text. */
record Words(String text, Optional<Tier> tier) {
    private static final int CHARS_MAX = 32_000;

    static Words of(InboundMessage message) {
        var body = new StringBuilder();
        for (Part part : message.parts()) {
            switch (part) {
                case Part.Text(String text) -> body.append(text);
                case Part.Image image -> body.append("[image]");
                case Part.File file -> body.append("[file ").append(file.name()).append(']');
            }
        }
        // PostgreSQL's text holds no NUL.
        TierChoice choice = TierChoice.of(body.toString().replace('\0', '\uFFFD'));
        return new Words(choice.text(), choice.tier());
    }

    /** Why they are not taken in, as a sentence; empty when they are. */
    Optional<String> fault() {
        if (text.isBlank()) {
            return Optional.of("There is nothing to read in that message.");
        }
        if (text.length() > CHARS_MAX) {
            return Optional.of("That message is too long: it has %d characters, and I read at most %d."
                    .formatted(text.length(), CHARS_MAX));
        }
        return Optional.empty();
    }
}
