package ai.clara.spi.privacy;

/**
 * Where content came from: {@code message}, {@code model}, {@code tool}, {@code web}, {@code mail}, with the id or name there.
 *
 * @param kind what sort of source
 * @param source its id or name, never empty
 */
public record Provenance(Kind kind, String source) {
    /** Sorts of sources. */
    public enum Kind {
        MESSAGE,
        MODEL,
        TOOL,
        WEB,
        MAIL,
        SYSTEM
    }

    public Provenance {
        if (source.isBlank()) {
            throw new IllegalArgumentException("provenance names its source");
        }
    }

    /** Text form {@code kind:source} for the labels of a row. */
    public String label() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + source;
    }
}
