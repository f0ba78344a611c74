package ai.clara.engine.inbox;

import ai.clara.engine.reply.Reply;
import ai.clara.engine.session.Commits;
import ai.clara.engine.turn.Closings;
import ai.clara.engine.turn.Deliveries;
import ai.clara.engine.turn.QueuedTurn;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.channel.ReplySink;
import ai.clara.spi.chat.Part;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes messages in: one row per platform message id, then a place in the conversation's lane. */
@Singleton
final class FrontDoor implements Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);
    private static final int MESSAGE_CHARS_MAX = 32_000;

    private final InboxStore store;
    private final Lanes lanes;
    private final StopPhrases stopPhrases;
    private final Closings closings;
    private final Deliveries deliveries;
    private final Commits commits;

    FrontDoor(
            InboxStore store,
            Lanes lanes,
            StopPhrases stopPhrases,
            Closings closings,
            Deliveries deliveries,
            Commits commits) {
        this.store = store;
        this.lanes = lanes;
        this.stopPhrases = stopPhrases;
        this.closings = closings;
        this.deliveries = deliveries;
        this.commits = commits;
    }

    @Override
    public Acceptance accept(InboundMessage message, ReplySink sink) {
        String body = body(message);
        if (body.isBlank()) {
            return refuse(sink, "There is nothing to read in that message.");
        }
        if (body.length() > MESSAGE_CHARS_MAX) {
            return refuse(
                    sink,
                    "That message is too long: it has %d characters, and I read at most %d."
                            .formatted(body.length(), MESSAGE_CHARS_MAX));
        }
        return store.meet(message, body)
                .map(arrival -> lanes.inside(arrival.place().id(), lane -> admit(lane, arrival, sink)))
                .orElseGet(() -> refuse(sink, "That direct message belongs to someone else."));
    }

    @Override
    public boolean stop(ConversationKey conversation, AccountKey author) {
        return store.find(conversation, author)
                .map(standing -> lanes.stop(standing.place().id(), standing.person()))
                .orElse(false);
    }

    private Acceptance admit(Lane lane, Arrival arrival, ReplySink sink) {
        Optional<QueuedTurn> known = known(arrival);
        if (known.isPresent()) {
            return duplicate(arrival, known.get(), sink);
        }
        if (lane.worksFor(arrival.person()) && stopPhrases.matches(arrival.body())) {
            store.end(arrival, "stopped");
            lane.stop(arrival.person());
            Reply.tell(sink, new ReplyEvent.Stopped());
            return Acceptance.STOPPED;
        }
        if (lanes.isFull(lane)) {
            return refuse(lane, arrival, sink);
        }
        Optional<QueuedTurn> accepted = store.accept(arrival);
        if (accepted.isEmpty()) {
            return duplicate(arrival, known(arrival).orElseThrow(), sink);
        }
        Fault.point("turn.accepted");
        commits.announce();
        begin(accepted.get(), sink);
        return Acceptance.ACCEPTED;
    }

    private Acceptance refuse(Lane lane, Arrival arrival, ReplySink sink) {
        store.end(arrival, "refused");
        LOG.info(
                "a message was refused: {} wait in lane {}",
                lane.size(),
                arrival.place().id().value());
        String line = "I still have %d messages of this conversation to answer, so I did not take that one in;";
        return refuse(sink, line.formatted(lane.size()) + " please send it again later.");
    }

    private static Acceptance refuse(ReplySink sink, String line) {
        Reply.tell(sink, new ReplyEvent.Failed(line));
        return Acceptance.REFUSED;
    }

    private Acceptance duplicate(Arrival arrival, QueuedTurn turn, ReplySink sink) {
        boolean same = turn.person().equals(arrival.person())
                && turn.place().id().equals(arrival.place().id());
        if (!same) {
            // An id used twice must not carry one person's answer to another.
            LOG.warn("the id of message {} came again from another person or place", turn.inbox());
            return refuse(sink, "That message carries the id of another one, so I did not take it in.");
        }
        Optional<Lane.Task> running = lanes.find(turn);
        if (running.isPresent()) {
            running.get().reply().attach(sink);
            return Acceptance.DUPLICATE;
        }
        Optional<ReplyEvent> closing = closings.of(turn);
        if (closing.isEmpty()) {
            // Accepted, but its process died or its database failed: taken up here and now.
            begin(turn, sink);
        } else if (Reply.tell(sink, closing.get())) {
            deliveries.delivered(turn.inbox());
        }
        return Acceptance.DUPLICATE;
    }

    private void begin(QueuedTurn turn, ReplySink sink) {
        var reply = new Reply();
        reply.attach(sink);
        reply.emit(new ReplyEvent.Working());
        lanes.offer(turn, reply);
    }

    private Optional<QueuedTurn> known(Arrival arrival) {
        return store.known(arrival.place().key().platform(), arrival.message().platformId());
    }

    /** What is stored of a message: its text, and a word for each part that is none. PostgreSQL's text holds no NUL. */
    private static String body(InboundMessage message) {
        var body = new StringBuilder();
        for (Part part : message.parts()) {
            switch (part) {
                case Part.Text(String text) -> body.append(text);
                case Part.Image image -> body.append("[image]");
                case Part.File file -> body.append("[file ").append(file.name()).append(']');
            }
        }
        return body.toString().replace('\0', '\uFFFD');
    }
}
