package ai.clara.engine.turn;

import ai.clara.engine.EngineSettings;
import ai.clara.engine.prompt.Assembled;
import ai.clara.engine.prompt.PromptAssembler;
import ai.clara.engine.reply.Answer;
import ai.clara.engine.reply.Reply;
import ai.clara.engine.reply.ReplyPump;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.Part;
import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.Models;
import ai.clara.spi.prompt.TurnView;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one accepted message to its reply. The only place that knows the order. */
@Singleton
public final class TurnRunner {
    private static final Logger LOG = LoggerFactory.getLogger(TurnRunner.class);
    private static final int ATTEMPTS_MAX = 3;
    private static final Duration LEASE_SPARE = Duration.ofSeconds(30);
    private static final int LEASE_WAITS_MAX = 40;
    private static final long LEASE_WAIT_MILLIS = 250;

    private final TurnStore store;
    private final Closings closings;
    private final Deliveries deliveries;
    private final Forgetting forgetting;
    private final PromptAssembler assembler;
    private final Models models;
    private final ReplyPump pump;
    private final Clock clock;
    private final Duration limit;

    TurnRunner(
            TurnStore store,
            Closings closings,
            Deliveries deliveries,
            Forgetting forgetting,
            PromptAssembler assembler,
            Models models,
            ReplyPump pump,
            Clock clock,
            Settings settings) {
        this.store = store;
        this.closings = closings;
        this.deliveries = deliveries;
        this.forgetting = forgetting;
        this.assembler = assembler;
        this.models = models;
        this.pump = pump;
        this.clock = clock;
        this.limit = Duration.ofSeconds(settings.number(EngineSettings.TURN_DEADLINE_SECONDS));
    }

    /** Runs the turn to its end; the reply is closed when this returns, unless the process is ending. */
    public void run(QueuedTurn queued, Reply reply) {
        do {
            attempt(queued, reply);
        } while (reply.again());
    }

    private void attempt(QueuedTurn queued, Reply reply) {
        Optional<OpenTurn> open;
        try {
            open = open(queued);
        } catch (StoreException | LaneTaken e) {
            LOG.warn("turn of {} cannot be opened: {}", queued.inbox(), e.getMessage());
            reply.close(new ReplyEvent.Failed(sentence(e)));
            return;
        }
        if (open.isEmpty()) {
            reply.close(closings.of(queued).orElseGet(ReplyEvent.Stopped::new));
            return;
        }
        Fault.point("turn.opened");
        try {
            answer(queued, open.get(), reply);
        } catch (ModelException | StoreException e) {
            giveUp(queued, open.get(), reply, e);
        } catch (LaneTaken e) {
            LOG.warn("turn {} lost its lane to another process", open.get().id().value());
            reply.close(new ReplyEvent.Failed(sentence(e)));
        } catch (RuntimeException e) {
            LOG.error("turn {} broke", open.get().id().value(), e);
            giveUp(
                    queued,
                    open.get(),
                    reply,
                    new IllegalStateException("Something went wrong inside Clara; please ask again.", e));
        }
    }

    private void answer(QueuedTurn queued, OpenTurn turn, Reply reply) {
        if (turn.attempts() > ATTEMPTS_MAX) {
            throw new ModelException(
                    ModelException.Kind.REFUSED,
                    "I tried to answer this several times and could not finish; please ask it another way.");
        }
        if (turn.text().isEmpty()) {
            throw new ModelException(
                    ModelException.Kind.CANCELLED, "That message was forgotten before I could answer it.");
        }
        checkWanted(reply);
        Instant deadline = clock.instant().plus(limit);
        Optional<String> forgotten = forgetting.tryOn(queued, turn);
        if (forgotten.isPresent()) {
            Answer deed = new Answer(forgotten.get(), TokenUsage.NONE);
            commit(queued, turn, reply, new Outcome(deed, Assembled.NOTHING, Forgetting.MODEL, Optional.empty()));
            return;
        }
        Assembled prompt = assembler.assemble(view(queued, turn));
        Fault.point("turn.assembled");
        checkWanted(reply);
        ChatModel model = models.chat(Models.Role.TALK, turn.tier());
        ChatMessage.FromPerson message =
                new ChatMessage.FromPerson(turn.speaker(), turn.at(), List.of(new Part.Text(turn.text())));
        Answer answer = pump.pump(model, new ChatRequest(prompt.sections(), message, turn.tier(), deadline), reply);
        commit(queued, turn, reply, new Outcome(answer, prompt, model.name(), turn.tier()));
    }

    private void commit(QueuedTurn queued, OpenTurn turn, Reply reply, Outcome outcome) {
        if (!reply.settle()) {
            throw new ModelException(ModelException.Kind.CANCELLED, "The answer was stopped.");
        }
        Fault.point("turn.before-commit");
        String text = store.answer(queued, turn, outcome, deliveries.introduction(queued));
        Fault.point("turn.committed");
        deliver(queued, reply, new ReplyEvent.Done(text));
        LOG.info("turn {} answered by {}", turn.id().value(), outcome.model());
    }

    private static void checkWanted(Reply reply) {
        if (reply.state() != Reply.State.RUNNING) {
            throw new ModelException(ModelException.Kind.CANCELLED, "The answer was stopped.");
        }
    }

    private void deliver(QueuedTurn queued, Reply reply, ReplyEvent closing) {
        boolean taken = reply.close(closing);
        Fault.point("turn.shown");
        try {
            if (taken) {
                deliveries.delivered(queued.inbox());
            } else {
                deliveries.offer(queued);
            }
        } catch (StoreException e) {
            LOG.warn("the delivery for {} stays open: {}", queued.inbox(), e.getMessage());
        }
        Fault.point("turn.delivered");
    }

    private void giveUp(QueuedTurn queued, OpenTurn turn, Reply reply, RuntimeException cause) {
        try {
            switch (reply.state()) {
                case ABANDONED ->
                    LOG.info("turn {} goes on at the next start", turn.id().value());
                case STOPPED -> {
                    store.stop(queued, turn);
                    reply.close(new ReplyEvent.Stopped());
                    LOG.info("turn {} stopped", turn.id().value());
                }
                case AMENDED ->
                    LOG.info(
                            "turn {} begins anew: its question was edited",
                            turn.id().value());
                case EXPIRED -> fail(queued, turn, reply, "I could not answer in time; please ask again.");
                case RUNNING, SETTLED -> fail(queued, turn, reply, sentence(cause));
            }
        } catch (StoreException | LaneTaken e) {
            LOG.warn("the end of turn {} is not stored: {}", turn.id().value(), e.getMessage());
            reply.close(new ReplyEvent.Failed(sentence(cause)));
        }
    }

    private void fail(QueuedTurn queued, OpenTurn turn, Reply reply, String sentence) {
        LOG.warn("turn {} failed: {}", turn.id().value(), sentence);
        ReplyEvent failed = new ReplyEvent.Failed(sentence);
        boolean stored = store.fail(queued, turn, sentence);
        deliver(queued, reply, stored ? failed : closings.of(queued).orElse(failed));
    }

    /** Waits a bounded time for a lease that another process holds. */
    private Optional<OpenTurn> open(QueuedTurn queued) {
        var never = new CountDownLatch(1);
        for (int waits = 0; ; waits++) {
            try {
                return store.open(queued, limit.plus(LEASE_SPARE));
            } catch (LaneTaken e) {
                if (waits == LEASE_WAITS_MAX || interruptedAwaiting(never)) {
                    throw e;
                }
            }
        }
    }

    private static boolean interruptedAwaiting(CountDownLatch never) {
        try {
            return never.await(LEASE_WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static TurnView view(QueuedTurn queued, OpenTurn turn) {
        return new TurnView(
                turn.id(),
                queued.person(),
                turn.speaker(),
                queued.place().viewer(queued.person()),
                queued.place().id(),
                queued.place().key(),
                turn.session(),
                turn.message(),
                turn.seq(),
                turn.text(),
                turn.at(),
                turn.zone(),
                queued.platformId());
    }

    private static String sentence(RuntimeException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? "Something went wrong; please ask again." : message;
    }
}
