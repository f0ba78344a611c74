package ai.clara.gateway.door;

import ai.clara.gateway.wire.Refusal;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.ReplyEvent;

/** How an answer that is none is told. */
final class Ending {
    /** What the message {@code stop} is answered when it stopped something. */
    static final String STOPPED = "Stopped.";

    private static final int STOPPED_STATUS = 499;

    private final boolean repeatable;

    /** @param repeatable whether the message has an id of the program's, so that asking again gives the same end */
    Ending(boolean repeatable) {
        this.repeatable = repeatable;
    }

    Refusal stopped() {
        return lasting(new Refusal(STOPPED_STATUS, "The answer was stopped; ask again if you want it after all.")
                .code("stopped"));
    }

    Refusal failed(Inbox.Acceptance acceptance, ReplyEvent.Failed failure) {
        if (acceptance != Inbox.Acceptance.REFUSED) {
            return lasting(new Refusal(503, failure.sentence()).code("no_answer"));
        }
        return repeatable
                ? lasting(new Refusal(409, failure.sentence()).code("not_taken_in"))
                : new Refusal(429, failure.sentence())
                        .code("rate_limit_exceeded")
                        .header("Retry-After", "5");
    }

    /** OpenAI's clients try again by themselves unless told not to. */
    private Refusal lasting(Refusal refusal) {
        return repeatable ? refusal.header("x-should-retry", "false") : refusal;
    }
}
