package ai.clara.testkit.discord;

/** What it is, with Discord's number. */
enum PlaceKind {
    TEXT(0),
    DM(1),
    PUBLIC_THREAD(11),
    PRIVATE_THREAD(12);

    private final int type;

    PlaceKind(int type) {
        this.type = type;
    }

    int type() {
        return type;
    }
}
