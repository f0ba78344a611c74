package ai.clara.gateway.door;

import ai.clara.spi.channel.InboundMessage;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.channel.ReplySink;
import ai.clara.spi.chat.TokenUsage;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiFunction;

/** The engine's door: keeps what comes, and answers as a test says; without a script with the message's own words. */
final class ScriptedInbox implements Inbox {
    static final TokenUsage USAGE = new TokenUsage(7, 3);

    final List<InboundMessage> accepted = new CopyOnWriteArrayList<>();
    final BlockingQueue<ConversationKey> stopped = new LinkedBlockingQueue<>();
    private final Map<String, ReplyEvent> closings = new HashMap<>();
    private volatile BiFunction<InboundMessage, ReplySink, Acceptance> script = this::echo;

    void answers(BiFunction<InboundMessage, ReplySink, Acceptance> how) {
        script = how;
    }

    /** Answers with these events, on another thread. */
    void tells(ReplyEvent... events) {
        answers((message, sink) -> tell(sink, events));
    }

    Acceptance tell(ReplySink sink, ReplyEvent... events) {
        sink.accept(new ReplyEvent.Working());
        Thread.ofVirtual().start(() -> List.of(events).forEach(sink::accept));
        return Acceptance.ACCEPTED;
    }

    @Override
    public Acceptance accept(InboundMessage message, ReplySink reply) {
        synchronized (closings) {
            ReplyEvent known = closings.get(message.platformId());
            if (known != null) {
                reply.accept(known);
                return Acceptance.DUPLICATE;
            }
        }
        accepted.add(message);
        synchronized (accepted) {
            accepted.notifyAll();
        }
        return script.apply(message, reply);
    }

    private Acceptance echo(InboundMessage message, ReplySink sink) {
        var done = new ReplyEvent.Done("You said: " + message.text(), USAGE);
        synchronized (closings) {
            closings.put(message.platformId(), done);
        }
        return tell(sink, new ReplyEvent.Text("You said: "), new ReplyEvent.Text(message.text()), done);
    }

    /** Waits for so many messages. */
    void await(int count) {
        synchronized (accepted) {
            while (accepted.size() < count) {
                try {
                    accepted.wait();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    InboundMessage only() {
        if (accepted.size() != 1) {
            throw new AssertionError("one message was expected: " + accepted);
        }
        return accepted.getFirst();
    }

    InboundMessage last() {
        return accepted.getLast();
    }

    @Override
    public boolean stop(ConversationKey conversation, AccountKey author) {
        return stopped.add(conversation);
    }

    @Override
    public void edited(InboundMessage message) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void deleted(String platform, Collection<String> platformIds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Known> known(String platform) {
        return List.of();
    }
}
