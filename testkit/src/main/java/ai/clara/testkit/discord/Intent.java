package ai.clara.testkit.discord;

/** The gateway intents that this fake sends events for. */
public enum Intent {
    GUILDS(0, false),
    GUILD_MEMBERS(1, true),
    GUILD_PRESENCES(8, true),
    GUILD_MESSAGES(9, false),
    GUILD_REACTIONS(10, false),
    DIRECT_MESSAGES(12, false),
    DIRECT_REACTIONS(13, false),
    MESSAGE_CONTENT(15, true);

    private final int bit;
    private final boolean privileged;

    Intent(int bit, boolean privileged) {
        this.bit = bit;
        this.privileged = privileged;
    }

    /** Whether the operator has to switch it on in the portal. */
    public boolean privileged() {
        return privileged;
    }

    boolean in(long intents) {
        return (intents >> bit & 1) == 1;
    }
}
