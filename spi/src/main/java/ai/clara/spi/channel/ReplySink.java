package ai.clara.spi.channel;

/**
 * Where one reply goes. Events come in order from one thread at a time, and none may block but the closing one: it returns when the
 * reply is shown, and throws when it could not be, which leaves it to {@link Channel#deliver}.
 */
@FunctionalInterface
public interface ReplySink {
    void accept(ReplyEvent event);
}
