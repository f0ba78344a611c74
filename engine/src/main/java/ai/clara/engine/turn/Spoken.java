package ai.clara.engine.turn;

import ai.clara.spi.chat.Part;
import java.util.List;

/**
 * What a person said.
 *
 * @param text as it is stored, with a word for each part that is no text
 * @param parts as a model is shown it
 */
public record Spoken(String text, List<Part> parts) {
    public Spoken {
        parts = List.copyOf(parts);
    }

    /** Words without anything beside them. */
    static Spoken of(String text) {
        return new Spoken(text, List.of(new Part.Text(text)));
    }
}
