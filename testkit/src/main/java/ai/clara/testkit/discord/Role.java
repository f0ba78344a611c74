package ai.clara.testkit.discord;

/** A role of one guild. */
public record Role(String id, String name, long permissions) {
    long snowflake() {
        return Long.parseLong(id);
    }

    /** What a message holds to mention it. */
    public String mention() {
        return "<@&" + id + ">";
    }
}
