package ai.clara.llm.resilience;

import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ChatStream;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** Several models as one: the first answers, the others stand by in order. One deadline and one count of calls for all of them. */
public final class ResilientChat implements ChatModel {
    /** All calls of one turn, whoever is called. */
    public static final int CALLS_MAX = 6;
    /** Calls of one turn to one member. */
    public static final int CALLS_PER_MEMBER_MAX = 3;

    private final List<Member> chain;
    private final Clock clock;
    private final Backoff backoff;
    private final Waiting waiting;

    /** @param chain the chosen one first, at most {@link #CALLS_MAX} */
    public ResilientChat(List<Member> chain, Clock clock) {
        this(
                chain,
                clock,
                () -> ThreadLocalRandom.current().nextDouble(),
                (end, wait) -> end.await(wait.toNanos(), TimeUnit.NANOSECONDS));
    }

    ResilientChat(List<Member> chain, Clock clock, DoubleSupplier random, Waiting waiting) {
        if (chain.isEmpty() || chain.size() > CALLS_MAX) {
            throw new IllegalArgumentException("a chain has 1 to " + CALLS_MAX + " members");
        }
        this.chain = List.copyOf(chain);
        this.clock = clock;
        this.backoff = new Backoff(random);
        this.waiting = waiting;
    }

    @Override
    public String name() {
        return chain.getFirst().model().name();
    }

    @Override
    public ChatStream stream(ChatRequest request) {
        return new ChainStream(new Course(chain, request.deadline(), clock, backoff), request, waiting);
    }
}
