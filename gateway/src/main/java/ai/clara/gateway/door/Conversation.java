package ai.clara.gateway.door;

import ai.clara.gateway.wire.Completion;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.ReplyEvent;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a request to the inbox and its answer back. */
@Singleton
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final Inbox inbox;
    private final Rate rate;
    private final Desk desk;
    private final Ticks ticks;
    private final Clock clock;

    Conversation(Inbox inbox, Rate rate, Desk desk, Ticks ticks, Clock clock) {
        this.inbox = inbox;
        this.rate = rate;
        this.desk = desk;
        this.ticks = ticks;
        this.clock = clock;
    }

    /** Returns when the message is committed; the response comes with the answer. */
    CompletableFuture<HttpResponse<?>> ask(Knock knock, Asked asked) {
        rate.take(knock.author());
        Desk.Place place = desk.take(knock.place(), knock.author());
        var done = new CompletableFuture<Void>();
        done.whenComplete((result, failure) -> place.close());
        Telling telling = telling(knock, asked, place);
        ticks.watch(telling, () -> giveUp(telling, done), done);
        boolean taken = false;
        try {
            Inbox.Acceptance acceptance = inbox.accept(knock.message(asked, clock.instant()), event -> {
                try {
                    telling.accept(event);
                } finally {
                    if (closes(event)) {
                        done.complete(null);
                    }
                }
            });
            telling.taken(acceptance);
            taken = acceptance != Inbox.Acceptance.STOPPED && acceptance != Inbox.Acceptance.REFUSED;
        } finally {
            if (!taken) {
                done.complete(null);
            }
        }
        return telling.response();
    }

    private Telling telling(Knock knock, Asked asked, Desk.Place place) {
        Instant now = clock.instant();
        var completion = new Completion("chatcmpl-" + publicId(knock), now, asked.model(), asked.counts());
        var ending = new Ending(knock.repeatable());
        return asked.stream()
                ? new StreamedAnswer(completion, ending, () -> left(knock, place))
                : new WholeAnswer(completion, ending);
    }

    /** The reader went. Whoever can ask for the answer again finds it; nobody else could, so it is not made to its end. */
    private void left(Knock knock, Desk.Place place) {
        if (!knock.repeatable() && place.isOnlyOne()) {
            Thread.ofVirtual()
                    .name("gateway-stop")
                    .start(() -> LOG.info(
                            "the reader of {} left; stopped: {}",
                            knock.id(),
                            inbox.stop(knock.place(), knock.author())));
        }
    }

    private static void giveUp(Telling telling, CompletableFuture<Void> done) {
        telling.accept(new ReplyEvent.Failed("The answer did not come; please ask again."));
        done.complete(null);
    }

    private static boolean closes(ReplyEvent event) {
        return !(event instanceof ReplyEvent.Working) && !(event instanceof ReplyEvent.Text);
    }

    /** The same for the same request, telling nothing of it. */
    private static String publicId(Knock knock) {
        return UUID.nameUUIDFromBytes(knock.id().getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
