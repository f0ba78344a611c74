package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.java_websocket.WebSocket;
import org.java_websocket.exceptions.WebsocketNotConnectedException;

/** One identified session: its numbered events, kept for a resume, and the socket it speaks over now. */
final class GatewaySession {
    private static final int KEPT_EVENTS_MAX = 5_000;
    private final String id;
    private final long intents;
    private final Deque<Frame> kept = new ArrayDeque<>();
    private Optional<WebSocket> socket;
    private int sequence;
    private int sentUpTo;

    GatewaySession(String id, long intents, WebSocket socket) {
        this.id = id;
        this.intents = intents;
        this.socket = Optional.of(socket);
    }

    private record Frame(int sequence, String text) {}

    String id() {
        return id;
    }

    boolean asked(Intent intent) {
        return intent.in(intents);
    }

    /** Numbers an event and keeps it. Sent at once unless events are held. */
    void add(String type, ObjectNode payload, boolean held) {
        sequence++;
        ObjectNode frame = Json.object().put("op", 0).put("s", sequence).put("t", type);
        frame.set("d", payload);
        kept.addLast(new Frame(sequence, frame.toString()));
        if (kept.size() > KEPT_EVENTS_MAX) {
            kept.removeFirst();
        }
        if (!held) {
            flush();
        }
    }

    /** Sends what was held. Events without a socket wait for a resume. */
    void flush() {
        if (socket.filter(WebSocket::isOpen).isEmpty()) {
            return;
        }
        sendAfter(sentUpTo);
    }

    /** Takes a new socket, with every event after this number, and of the older ones the last few again. */
    void resume(WebSocket next, int lastSeen, int again) {
        socket = Optional.of(next);
        sendAfter(Math.max(0, lastSeen - again));
    }

    private void sendAfter(int seen) {
        for (Iterator<Frame> frames = kept.iterator(); frames.hasNext(); ) {
            Frame frame = frames.next();
            if (frame.sequence() > seen && !sent(frame)) {
                return;
            }
        }
        sentUpTo = sequence;
    }

    /** A socket may close at any moment: what it did not take waits for a resume. */
    private boolean sent(Frame frame) {
        try {
            socket.orElseThrow().send(frame.text());
            return true;
        } catch (WebsocketNotConnectedException e) {
            return false;
        }
    }

    /** Whether the events after this number are still here. */
    boolean canResume(int lastSeen) {
        return lastSeen <= sequence && (kept.isEmpty() || kept.getFirst().sequence() <= lastSeen + 1);
    }

    Optional<WebSocket> socket() {
        return socket.filter(WebSocket::isOpen);
    }

    boolean over(WebSocket candidate) {
        return socket.filter(candidate::equals).isPresent();
    }

    void lost() {
        socket = Optional.empty();
    }
}
