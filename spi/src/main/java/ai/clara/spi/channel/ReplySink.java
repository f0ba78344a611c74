package ai.clara.spi.channel;

/** Where one reply goes. Events come in order from one thread at a time; it must not block for long. */
@FunctionalInterface
public interface ReplySink {
    void accept(ReplyEvent event);
}
