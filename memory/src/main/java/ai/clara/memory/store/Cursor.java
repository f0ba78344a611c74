package ai.clara.memory.store;

/**
 * How far one conversation is projected.
 *
 * @param seq the last projected place
 * @param changes the conversation's count of writes at that time
 */
public record Cursor(long seq, long changes) {
    public static final Cursor START = new Cursor(0, 0);

    public static Cursor parse(String text) {
        int colon = text.indexOf(':');
        return new Cursor(Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
    }

    public String text() {
        return seq + ":" + changes;
    }
}
