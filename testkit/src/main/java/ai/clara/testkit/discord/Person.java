package ai.clara.testkit.discord;

/** An account: a person, another bot, or Clara's own. */
public final class Person {
    private final long id;
    private final String name;
    private final boolean bot;
    private volatile boolean dmsClosed;

    Person(long id, String name, boolean bot) {
        this.id = id;
        this.name = name;
        this.bot = bot;
    }

    /** The snowflake. */
    public String id() {
        return Long.toString(id);
    }

    long snowflake() {
        return id;
    }

    public String name() {
        return name;
    }

    public boolean bot() {
        return bot;
    }

    /** What a message holds to mention this account. */
    public String mention() {
        return "<@" + id + ">";
    }

    /** From now on bots cannot write to this person. */
    public void closesDms() {
        dmsClosed = true;
    }

    boolean dmsClosed() {
        return dmsClosed;
    }

    @Override
    public String toString() {
        return name;
    }
}
