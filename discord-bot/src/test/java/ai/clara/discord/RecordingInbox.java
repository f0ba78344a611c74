package ai.clara.discord;

import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.Outbox;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.channel.ReplySink;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Both sides of the engine's door: keeps what comes and answers each message with its own text. */
final class RecordingInbox implements Inbox, Outbox {
    static final Duration BOUND = Duration.ofSeconds(60);

    final List<InboundMessage> accepted = new ArrayList<>();
    final List<InboundMessage> edited = new ArrayList<>();
    final List<String> deleted = new ArrayList<>();
    final AtomicInteger resumed = new AtomicInteger();
    private final Map<ConversationKey, String> newest = new LinkedHashMap<>();
    private final Map<String, Part> parts = new HashMap<>();
    private int failures;

    /** The next so many messages find no database. */
    synchronized void failing(int times) {
        failures = times;
    }

    @Override
    public Acceptance accept(InboundMessage message, ReplySink reply) {
        synchronized (this) {
            if (failures > 0) {
                failures--;
                throw new StoreException("the database is away");
            }
            if (accepted.stream().anyMatch(known -> known.platformId().equals(message.platformId()))) {
                return Acceptance.DUPLICATE;
            }
            accepted.add(message);
            newest.put(message.conversation(), message.platformId());
            notifyAll();
        }
        reply.accept(new ReplyEvent.Working());
        Thread.ofVirtual()
                .start(() -> reply.accept(
                        new ReplyEvent.Done("You said: " + message.text().strip())));
        return Acceptance.ACCEPTED;
    }

    @Override
    public synchronized void edited(InboundMessage message) {
        edited.add(message);
        notifyAll();
    }

    @Override
    public synchronized void deleted(String platform, Collection<String> platformIds) {
        deleted.addAll(platformIds);
        notifyAll();
    }

    @Override
    public synchronized List<Known> known(String platform) {
        return newest.entrySet().stream()
                .map(entry -> new Known(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public boolean stop(ConversationKey conversation, AccountKey author) {
        return false;
    }

    @Override
    public synchronized Optional<Part> part(String platform, String platformId, int number) {
        return Optional.of(parts.computeIfAbsent(
                platformId + "/" + number,
                key -> new Part(number, number + "n" + platformId, Instant.now(), Optional.empty())));
    }

    @Override
    public synchronized void shown(String platform, String platformId, int number, String shownId) {
        parts.computeIfPresent(
                platformId + "/" + number,
                (key, part) -> new Part(number, part.nonce(), part.since(), Optional.of(shownId)));
    }

    @Override
    public void delivered(String platform, String platformId) {
        // Nothing here offers a reply again.
    }

    @Override
    public void resume(String platform) {
        resumed.incrementAndGet();
    }

    synchronized List<String> texts() {
        return accepted.stream().map(message -> message.text().strip()).toList();
    }

    /** Waits until this holds. */
    synchronized void await(String what, BooleanSupplier holds) {
        long ends = System.nanoTime() + BOUND.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > ends) {
                throw new AssertionError(
                        "not seen: " + what + "; accepted " + accepted + ", edited " + edited + ", deleted " + deleted);
            }
            try {
                wait(100);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Waits for a message with this text. */
    InboundMessage awaitText(String text) {
        await("a message " + text, () -> texts().contains(text));
        synchronized (this) {
            return accepted.get(texts().indexOf(text));
        }
    }
}
