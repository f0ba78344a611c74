package ai.clara.testkit.discord;

/** A message a person sent, to change it afterwards. */
public final class Said {
    private final World world;
    private final Message message;

    Said(World world, Message message) {
        this.world = world;
        this.message = message;
    }

    public String id() {
        return Long.toString(message.id);
    }

    public Place place() {
        return message.place;
    }

    public String text() {
        return world.locked(() -> message.content);
    }

    /** Its place in the log. */
    public int order() {
        return message.order;
    }

    /** The author changes the text. */
    public void edit(String text) {
        world.run(() -> world.talk().edit(message, text));
    }

    /** Somebody takes it away. */
    public void delete() {
        world.run(() -> world.talk().delete(message));
    }

    /** Somebody reacts. */
    public void react(Person person, String emoji) {
        world.run(() -> world.talk().react(message, person, emoji, true));
    }

    Message message() {
        return message;
    }
}
