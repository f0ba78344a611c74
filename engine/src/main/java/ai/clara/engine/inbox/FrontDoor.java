package ai.clara.engine.inbox;

import ai.clara.engine.reply.Reply;
import ai.clara.engine.session.Commits;
import ai.clara.engine.turn.Closings;
import ai.clara.engine.turn.Deliveries;
import ai.clara.engine.turn.Luggage;
import ai.clara.engine.turn.OpenTurn;
import ai.clara.engine.turn.QueuedTurn;
import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.channel.ReplySink;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.transcript.Transcript;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes messages in: one row per platform message id, then a place in the conversation's lane. */
@Singleton
final class FrontDoor implements Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

    private final InboxStore store;
    private final Arrivals arrivals;
    private final Lanes lanes;
    private final StopPhrases stopPhrases;
    private final Closings closings;
    private final Deliveries deliveries;
    private final Commits commits;
    private final Revisions revisions;
    private final Transcript transcript;

    FrontDoor(
            InboxStore store,
            Arrivals arrivals,
            Lanes lanes,
            StopPhrases stopPhrases,
            Closings closings,
            Deliveries deliveries,
            Commits commits,
            Revisions revisions,
            Transcript transcript) {
        this.store = store;
        this.arrivals = arrivals;
        this.lanes = lanes;
        this.stopPhrases = stopPhrases;
        this.closings = closings;
        this.deliveries = deliveries;
        this.commits = commits;
        this.revisions = revisions;
        this.transcript = transcript;
    }

    @Override
    public Acceptance accept(InboundMessage message, ReplySink sink) {
        Words words = Words.of(message);
        Optional<String> fault = words.fault();
        if (fault.isPresent()) {
            return refuse(sink, fault.get());
        }
        return arrivals.meet(message, words)
                .map(arrival -> lanes.inside(arrival.place().id(), lane -> admit(lane, arrival, sink)))
                .orElseGet(() -> refuse(sink, "That direct message belongs to someone else."));
    }

    @Override
    public boolean stop(ConversationKey conversation, AccountKey author) {
        return lanes.stop(conversation, author)
                || store.find(conversation, author)
                        .map(standing -> lanes.stop(standing.place().id(), standing.person()))
                        .orElse(false);
    }

    @Override
    public void edited(InboundMessage message) {
        Words words = Words.of(message);
        Optional<QueuedTurn> known = store.known(message.conversation().platform(), message.platformId());
        if (known.isEmpty() || words.fault().isPresent() || !wroteIt(message, known.get())) {
            return;
        }
        QueuedTurn turn = known.get();
        boolean changed = lanes.inside(turn.place().id(), lane -> {
            boolean edited = revisions.edit(turn, words);
            if (edited) {
                lane.find(turn.inbox()).ifPresent(task -> {
                    task.luggage().repack(words.spoken());
                    task.reply().amend();
                });
            }
            return edited;
        });
        if (changed) {
            commits.announce();
        }
    }

    @Override
    public void deleted(String platform, Collection<String> platformIds) {
        for (String id : platformIds) {
            store.known(platform, id).ifPresentOrElse(this::takeBack, () -> revisions.bury(platform, id));
        }
    }

    @Override
    public List<Known> known(String platform) {
        return store.conversations(platform);
    }

    /** Nobody is answered, and nothing is remembered, of what was taken back. */
    private void takeBack(QueuedTurn turn) {
        lanes.inside(turn.place().id(), lane -> {
            Optional<Lane.Task> waiting = lane.find(turn.inbox());
            waiting.ifPresentOrElse(task -> task.reply().end(Reply.State.STOPPED), () -> revisions.cancel(turn));
            return waiting.isPresent();
        });
        revisions
                .message(turn)
                .ifPresent(message -> transcript.erase(turn.place().viewer(turn.person()), message));
    }

    private boolean wroteIt(InboundMessage message, QueuedTurn turn) {
        return store.find(message.conversation(), message.author())
                .filter(standing -> standing.person().equals(turn.person()))
                .isPresent();
    }

    private Acceptance admit(Lane lane, Arrival arrival, ReplySink sink) {
        if (arrival.again()) {
            return duplicate(arrival, sink);
        }
        if (revisions.buried(arrival.place().key().platform(), arrival.message().platformId())) {
            return store.end(arrival, "stopped") ? Acceptance.STOPPED : duplicate(arrival, sink);
        }
        if (lane.worksFor(arrival.person())
                && stopPhrases.matches(arrival.words().text())) {
            if (!store.end(arrival, "stopped")) {
                return duplicate(arrival, sink);
            }
            lane.stop(arrival.person());
            Reply.tell(sink, new ReplyEvent.Stopped());
            return Acceptance.STOPPED;
        }
        if (lanes.isFull(lane)) {
            return refuse(lane, arrival, sink);
        }
        Optional<InboxStore.Accepted> accepted = store.accept(arrival, lane.size() == 0);
        if (accepted.isEmpty()) {
            return duplicate(arrival, sink);
        }
        Fault.point("turn.accepted");
        commits.announce();
        begin(accepted.get().turn(), accepted.get().opened(), arrival, sink);
        return Acceptance.ACCEPTED;
    }

    private Acceptance refuse(Lane lane, Arrival arrival, ReplySink sink) {
        Optional<QueuedTurn> refused = store.refuse(arrival);
        if (refused.isEmpty()) {
            return duplicate(arrival, sink);
        }
        LOG.info(
                "a message was refused: {} wait in lane {}",
                lane.size(),
                arrival.place().id().value());
        if (Reply.tell(sink, new ReplyEvent.Failed(Closings.NOT_TAKEN_IN))) {
            deliveries.delivered(refused.get().inbox());
        } else {
            deliveries.wake();
        }
        return Acceptance.REFUSED;
    }

    private static Acceptance refuse(ReplySink sink, String line) {
        Reply.tell(sink, new ReplyEvent.Failed(line));
        return Acceptance.REFUSED;
    }

    private Acceptance duplicate(Arrival arrival, ReplySink sink) {
        QueuedTurn turn = store.known(
                        arrival.place().key().platform(), arrival.message().platformId())
                .orElseThrow();
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
            begin(turn, Optional.empty(), arrival, sink);
        } else if (Reply.tell(sink, closing.get())) {
            deliveries.delivered(turn.inbox());
        }
        return Acceptance.DUPLICATE;
    }

    private void begin(QueuedTurn turn, Optional<OpenTurn> opened, Arrival arrival, ReplySink sink) {
        var reply = new Reply();
        reply.attach(sink);
        reply.emit(new ReplyEvent.Working());
        Luggage luggage = Luggage.of(arrival.words().spoken(), opened);
        lanes.offer(turn, luggage, reply, Optional.of(arrival.message().author()));
    }
}
