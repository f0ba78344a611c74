package ai.clara.spi.operation;

/** Work that runs as long as the owner of a home does: started before the first message, stopped in reverse order. */
public interface Service {
    /** Order of starting, small first. */
    int order();

    /** Whether it opens Clara to people elsewhere, as a messenger does: only {@code serve} starts it. */
    default boolean outward() {
        return false;
    }

    void start();

    /** Ends within seconds; what is unfinished goes on at the next start. */
    void stop();
}
