package ai.clara.testkit.discord;

/** What a member may do in a channel, as far as this fake looks at it. */
public enum Permission {
    MANAGE_CHANNELS(4),
    ADD_REACTIONS(6),
    VIEW(10),
    SEND(11),
    MANAGE_MESSAGES(13),
    EMBED_LINKS(14),
    ATTACH_FILES(15),
    READ_HISTORY(16),
    MENTION_EVERYONE(17),
    USE_COMMANDS(31),
    MANAGE_THREADS(34),
    CREATE_PUBLIC_THREADS(35),
    CREATE_PRIVATE_THREADS(36),
    SEND_IN_THREADS(38);

    private final int bit;

    Permission(int bit) {
        this.bit = bit;
    }

    long mask() {
        return 1L << bit;
    }

    /** What a new server gives everyone. */
    static long usual() {
        long all = 0;
        for (Permission permission : values()) {
            all |= permission.mask();
        }
        return all
                & ~(MANAGE_CHANNELS.mask() | MANAGE_MESSAGES.mask() | MANAGE_THREADS.mask() | MENTION_EVERYONE.mask());
    }
}
