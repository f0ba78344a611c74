package ai.clara.engine.turn;

import ai.clara.engine.EngineSettings;
import ai.clara.engine.prompt.Assembled;
import ai.clara.engine.prompt.PromptAssembler;
import ai.clara.engine.reply.Answer;
import ai.clara.engine.reply.Reply;
import ai.clara.engine.reply.ReplyPump;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.chat.ChatMessage;
import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.Models;
import ai.clara.spi.model.Tier;
import ai.clara.spi.prompt.TurnView;
import ai.clara.spi.settings.Settings;
import ai.clara.spi.store.StoreException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
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
    private static final int LEASE_WAITS_MAX = 40;
    private static final long LEASE_WAIT_MILLIS = 250;

    private final Openings openings;
    private final TurnStore store;
    private final Closings closings;
    private final Deliveries deliveries;
    private final Forgetting forgetting;
    private final PromptAssembler assembler;
    private final Models models;
    private final ReplyPump pump;
    private final Clock clock;
    private final Duration limit;
    private final Optional<Tier> usualTier;

    TurnRunner(
            Openings openings,
            TurnStore store,
            Closings closings,
            Deliveries deliveries,
            Forgetting forgetting,
            PromptAssembler assembler,
            Models models,
            ReplyPump pump,
            Clock clock,
            Settings settings) {
        this.openings = openings;
        this.store = store;
        this.closings = closings;
        this.deliveries = deliveries;
        this.forgetting = forgetting;
        this.assembler = assembler;
        this.models = models;
        this.pump = pump;
        this.clock = clock;
        this.limit = Duration.ofSeconds(settings.number(EngineSettings.TURN_DEADLINE_SECONDS));
        this.usualTier =
                settings.find(EngineSettings.MODEL_TIER).map(word -> Tier.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    /** Runs the turn to its end; the reply is closed when this returns, unless the process is ending. */
    public void run(QueuedTurn queued, Luggage luggage, Reply reply) {
        do {
            attempt(queued, luggage, reply);
        } while (reply.again());
    }

    private void attempt(QueuedTurn queued, Luggage luggage, Reply reply) {
        Optional<OpenTurn> open;
        try {
            open = luggage.opened().or(() -> open(queued));
            if (open.isEmpty()) {
                reply.close(closings.of(queued).orElseGet(ReplyEvent.Stopped::new));
                return;
            }
        } catch (StoreException | LaneTaken e) {
            LOG.warn("turn of {} cannot be opened: {}", queued.inbox(), e.getMessage());
            reply.close(new ReplyEvent.Failed(sentence(e)));
            return;
        }
        Fault.point("turn.opened");
        Assembled prompt = Assembled.NOTHING;
        try {
            Spoken spoken = words(open.get(), luggage);
            checkWanted(reply);
            Instant deadline = clock.instant().plus(limit);
            if (!forgets(queued, open.get(), spoken, reply)) {
                prompt = assembler.assemble(view(queued, open.get(), spoken.text()));
                Fault.point("turn.assembled");
                answer(queued, open.get(), spoken, prompt, deadline, reply);
            }
        } catch (ModelException | StoreException e) {
            giveUp(queued, open.get(), prompt, reply, e);
        } catch (LaneTaken e) {
            LOG.warn("turn {} lost its lane to another process", open.get().id().value());
            reply.close(new ReplyEvent.Failed(sentence(e)));
        } catch (RuntimeException e) {
            broke(open.get(), e);
            giveUp(
                    queued,
                    open.get(),
                    prompt,
                    reply,
                    new IllegalStateException("Something went wrong inside Clara; please ask again.", e));
        }
    }

    private static Spoken words(OpenTurn turn, Luggage luggage) {
        if (turn.attempts() > ATTEMPTS_MAX) {
            throw new ModelException(
                    ModelException.Kind.REFUSED,
                    "I tried to answer this several times and could not finish; please ask it another way.");
        }
        return luggage.spoken(turn).orElseThrow(() -> wordsGone(turn));
    }

    /** What is said to be forgotten is forgotten without a model. */
    private boolean forgets(QueuedTurn queued, OpenTurn turn, Spoken spoken, Reply reply) {
        Optional<String> forgotten = forgetting.tryOn(queued, turn, spoken.text());
        if (forgotten.isPresent()) {
            Answer deed = new Answer(forgotten.get(), TokenUsage.NONE, Forgetting.MODEL);
            commit(queued, turn, reply, new Outcome(deed, Assembled.NOTHING, Optional.empty()));
        }
        return forgotten.isPresent();
    }

    private void answer(
            QueuedTurn queued, OpenTurn turn, Spoken spoken, Assembled prompt, Instant deadline, Reply reply) {
        checkWanted(reply);
        Optional<Tier> tier = turn.tier().or(() -> usualTier);
        ChatModel model = models.chat(Models.Role.TALK, tier);
        var message = new ChatMessage.FromPerson(turn.speaker(), turn.at(), spoken.parts());
        Answer answer = pump.pump(model, new ChatRequest(prompt.sections(), message, tier, deadline), reply);
        commit(queued, turn, reply, new Outcome(answer, prompt, tier));
    }

    private void commit(QueuedTurn queued, OpenTurn turn, Reply reply, Outcome outcome) {
        if (!reply.settle()) {
            throw new ModelException(ModelException.Kind.CANCELLED, "The answer was stopped.");
        }
        Fault.point("turn.before-commit");
        String text = store.answer(queued, turn, outcome, deliveries.introduction(queued));
        Fault.point("turn.committed");
        Answer answer = outcome.answer();
        deliver(queued, turn, reply, new ReplyEvent.Done(text, answer.usage()), text);
        LOG.info("turn {} answered by {}", turn.id().value(), answer.model());
    }

    private static void broke(OpenTurn turn, RuntimeException e) {
        if (turn.kept()) {
            LOG.error("turn {} broke", turn.id().value(), e);
        } else {
            // A message of an exception may repeat what was said.
            LOG.error(
                    "turn {} broke: {}",
                    turn.id().value(),
                    e instanceof StoreException ? e.getMessage() : e.getClass().getName());
        }
    }

    private static void checkWanted(Reply reply) {
        if (reply.state() != Reply.State.RUNNING) {
            throw new ModelException(ModelException.Kind.CANCELLED, "The answer was stopped.");
        }
    }

    private void deliver(QueuedTurn queued, OpenTurn turn, Reply reply, ReplyEvent closing, String text) {
        boolean taken = reply.close(closing);
        Fault.point("turn.shown");
        try {
            if (taken) {
                deliveries.delivered(queued.inbox());
            } else if (turn.kept()) {
                deliveries.offer(queued);
            } else {
                deliveries.offer(queued, text);
            }
        } catch (StoreException e) {
            LOG.warn("the delivery for {} stays open: {}", queued.inbox(), e.getMessage());
        }
        Fault.point("turn.delivered");
    }

    private void giveUp(QueuedTurn queued, OpenTurn turn, Assembled prompt, Reply reply, RuntimeException cause) {
        try {
            switch (reply.state()) {
                case ABANDONED ->
                    LOG.info("turn {} goes on at the next start", turn.id().value());
                case STOPPED -> {
                    store.stop(queued, turn, prompt);
                    reply.close(new ReplyEvent.Stopped());
                    LOG.info("turn {} stopped", turn.id().value());
                }
                case AMENDED ->
                    LOG.info(
                            "turn {} begins anew: its question was edited",
                            turn.id().value());
                case EXPIRED -> fail(queued, turn, prompt, reply, "I could not answer in time; please ask again.");
                case RUNNING, SETTLED -> fail(queued, turn, prompt, reply, sentence(cause));
            }
        } catch (StoreException | LaneTaken e) {
            LOG.warn("the end of turn {} is not stored: {}", turn.id().value(), e.getMessage());
            reply.close(new ReplyEvent.Failed(sentence(cause)));
        }
    }

    private void fail(QueuedTurn queued, OpenTurn turn, Assembled prompt, Reply reply, String sentence) {
        LOG.warn("turn {} failed: {}", turn.id().value(), turn.kept() ? sentence : "it is not to be kept");
        ReplyEvent failed = new ReplyEvent.Failed(sentence);
        boolean stored = store.fail(queued, turn, prompt, sentence);
        deliver(queued, turn, reply, stored ? failed : closings.of(queued).orElse(failed), sentence);
    }

    /** Waits a bounded time for a lease that another process holds. */
    private Optional<OpenTurn> open(QueuedTurn queued) {
        var never = new CountDownLatch(1);
        for (int waits = 0; ; waits++) {
            try {
                return openings.open(queued);
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

    private static TurnView view(QueuedTurn queued, OpenTurn turn, String text) {
        return new TurnView(
                turn.id(),
                queued.person(),
                turn.speaker(),
                queued.place().viewer(queued.person()),
                queued.place().id(),
                queued.place().key(),
                turn.session(),
                turn.project(),
                turn.message(),
                turn.seq(),
                text,
                turn.at(),
                turn.zone(),
                queued.platformId());
    }

    private static ModelException wordsGone(OpenTurn turn) {
        String sentence = turn.kept() ? "That message was forgotten before I could answer it." : Closings.GONE;
        return new ModelException(ModelException.Kind.CANCELLED, sentence);
    }

    private static String sentence(RuntimeException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? "Something went wrong; please ask again." : message;
    }
}
