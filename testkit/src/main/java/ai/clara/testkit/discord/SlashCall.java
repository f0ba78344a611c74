package ai.clara.testkit.discord;

import java.time.Duration;
import java.util.Optional;

/** A command a person typed, and what came back. */
public final class SlashCall {
    private final World world;
    private final long id;
    private final String token;
    private final Place place;
    private final Person person;
    private final long typedNanos = System.nanoTime();
    private Optional<Message> answer = Optional.empty();
    private boolean acknowledged;

    SlashCall(World world, long id, Place place, Person person) {
        this.world = world;
        this.id = id;
        this.token = "interaction-token-" + id;
        this.place = place;
        this.person = person;
    }

    public String id() {
        return Long.toString(id);
    }

    /** Whether Clara reacted in time. */
    public boolean acknowledged() {
        return world.locked(() -> acknowledged);
    }

    /** Waits until the answer is there, beyond "is thinking". */
    public Seen awaitAnswer(Duration bound) {
        if (!world.await(
                bound, () -> answer.filter(message -> !message.loading()).isPresent())) {
            throw new AssertionError("the command got no answer within " + bound);
        }
        return world.locked(() -> answer.orElseThrow().seen(true));
    }

    String token() {
        return token;
    }

    Place place() {
        return place;
    }

    Person person() {
        return person;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - typedNanos);
    }

    boolean wasAcknowledged() {
        return acknowledged;
    }

    void acknowledge() {
        acknowledged = true;
    }

    Optional<Message> answer() {
        return answer;
    }

    void answer(Message message) {
        answer = Optional.of(message);
    }
}
