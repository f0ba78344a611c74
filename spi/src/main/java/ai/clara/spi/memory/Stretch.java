package ai.clara.spi.memory;

/**
 * A part of a message.
 *
 * @param from the first character
 * @param to the character behind the last
 */
public record Stretch(int from, int to) {
    public Stretch {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a stretch runs forward");
        }
    }

    /** The words of that part; what is left out on a side is marked there. */
    public String of(String text) {
        return (from > 0 ? "… " : "") + text.substring(from, to) + (to < text.length() ? " …" : "");
    }
}
