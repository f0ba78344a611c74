package ai.clara.spi.chat;

import java.time.Instant;
import java.util.List;

/** One message as a model is shown it. */
public sealed interface ChatMessage {
    /** What a person said. */
    record FromPerson(String speaker, Instant at, List<Part> parts) implements ChatMessage {
        public FromPerson {
            parts = List.copyOf(parts);
        }
    }

    /** What Clara said. */
    record FromClara(Instant at, String text) implements ChatMessage {}

    /** The text of a message, images and files left out. */
    default String plainText() {
        return switch (this) {
            case FromPerson m -> textOf(m.parts());
            case FromClara m -> m.text();
        };
    }

    private static String textOf(List<Part> parts) {
        var text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Text(String piece)) {
                text.append(piece);
            }
        }
        return text.toString();
    }
}
