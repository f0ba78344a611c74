package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.drafts.Draft;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.exceptions.WebsocketNotConnectedException;
import org.java_websocket.framing.CloseFrame;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.handshake.ServerHandshakeBuilder;
import org.java_websocket.server.WebSocketServer;

/** The gateway: hello, identify, resume, heartbeats, events. */
final class Gateway implements World.Events {
    private static final int HEARTBEAT_MS = 10_000;
    private final World world;
    private final String token;
    private final Socket server = new Socket();
    private final CountDownLatch started = new CountDownLatch(1);
    private final List<GatewaySession> sessions = new ArrayList<>();
    private final GatewayFaults faults = new GatewayFaults();

    /** The library calls back with a monitor held that closing needs as well; so its news are told by another thread. */
    private final ExecutorService news =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());

    Gateway(World world, String token) {
        this.world = world;
        this.token = token;
    }

    void start() {
        server.setReuseAddr(true);
        server.setTcpNoDelay(true);
        server.setConnectionLostTimeout(0);
        server.setDaemon(true);
        server.start();
        try {
            if (!started.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the fake gateway did not start");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        news.shutdown();
        try {
            server.stop(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return "ws://127.0.0.1:" + server.getPort();
    }

    GatewayFaults faults() {
        return faults;
    }

    boolean connected() {
        return sessions.stream().anyMatch(session -> session.socket().isPresent());
    }

    @Override
    public void send(String type, Intent intent, World.Shape shape) {
        for (GatewaySession session : sessions) {
            if (session.asked(intent)) {
                boolean content = session.asked(Intent.MESSAGE_CONTENT);
                ObjectNode payload = shape.of(content);
                boolean again = type.equals("MESSAGE_CREATE") && faults.duplicates > 0;
                add(session, type, payload);
                if (again) {
                    faults.duplicates--;
                    add(session, type, payload);
                }
                noteEmptied(type, content, payload, shape);
            }
        }
    }

    private void noteEmptied(String type, boolean content, ObjectNode payload, World.Shape shape) {
        boolean emptied = !content
                && type.equals("MESSAGE_CREATE")
                && !shape.of(true).path("content").equals(payload.path("content"));
        if (emptied && world.allowed().contains(Intent.MESSAGE_CONTENT)) {
            world.log()
                    .refuse(
                            Refusal.Kind.CONTENT_NOT_ASKED_FOR,
                            "message " + payload.path("id").asText());
        }
    }

    private void add(GatewaySession session, String type, ObjectNode payload) {
        ObjectNode detail = Json.object().put("type", type).put("session", session.id());
        for (String field : List.of("id", "channel_id", "guild_id")) {
            if (payload.has(field)) {
                detail.put(field, payload.path(field).asText());
            }
        }
        world.log().add("event", detail);
        session.add(type, payload, faults.held);
    }

    void releaseEvents() {
        faults.held = false;
        sessions.forEach(GatewaySession::flush);
    }

    void closeAll(int code) {
        note("close", Json.object().put("code", code));
        live().forEach(socket -> socket.close(code, "scripted"));
    }

    /** The connections end without a close frame. */
    void abortAll() {
        note("abort", Json.object());
        live().forEach(socket ->
                ((WebSocketImpl) socket).closeConnection(CloseFrame.ABNORMAL_CLOSE, "scripted", false));
    }

    void sendAll(int op, boolean payload) {
        note("op " + op, Json.object());
        live().forEach(socket ->
                socket.send(op == 7 ? "{\"op\":7,\"d\":null}" : "{\"op\":" + op + ",\"d\":" + payload + "}"));
    }

    void forgetSessions() {
        sessions.clear();
    }

    private List<WebSocket> live() {
        return sessions.stream().flatMap(session -> session.socket().stream()).toList();
    }

    private void tell(Runnable what) {
        try {
            news.execute(() -> world.run(what));
        } catch (RejectedExecutionException e) {
            // Stopped; nobody listens any more.
        }
    }

    private void note(String what, ObjectNode detail) {
        world.log().add("gateway", detail.put("what", what));
    }

    private void receive(WebSocket socket, JsonNode frame) {
        JsonNode payload = frame.path("d");
        switch (frame.path("op").asInt(-1)) {
            case 1 -> heartbeat(socket);
            case 2 -> identify(socket, payload);
            case 6 -> resume(socket, payload);
            case 8 -> members(socket, payload);
            default -> note("op " + frame.path("op").asInt(-1), Json.object());
        }
    }

    private void heartbeat(WebSocket socket) {
        if (!faults.heartbeatsMuted) {
            socket.send("{\"op\":11}");
        }
    }

    private void identify(WebSocket socket, JsonNode payload) {
        long intents = payload.path("intents").asLong();
        note("identify", Json.object().put("intents", intents));
        if (!payload.path("token").asText().equals(token)) {
            refuse(socket, 4004, Refusal.Kind.WRONG_TOKEN, "Authentication failed.");
            return;
        }
        for (Intent intent : Intent.values()) {
            if (intent.privileged() && intent.in(intents) && !world.allowed().contains(intent)) {
                refuse(socket, 4014, Refusal.Kind.DISALLOWED_INTENTS, "Disallowed intent(s): " + intent);
                return;
            }
        }
        sessions.removeIf(session -> session.socket().isEmpty());
        var session = new GatewaySession("session-" + world.nextId(), intents, socket);
        sessions.add(session);
        add(session, "READY", GatewayPayloads.ready(world, session, url()));
        boolean allMembers = session.asked(Intent.GUILD_MEMBERS);
        for (Guild guild : world.guilds()) {
            add(session, "GUILD_CREATE", Wire.guild(world, guild, allMembers));
        }
    }

    private void resume(WebSocket socket, JsonNode payload) {
        int lastSeen = payload.path("seq").asInt();
        Optional<GatewaySession> known = sessions.stream()
                .filter(session ->
                        session.id().equals(payload.path("session_id").asText()))
                .filter(session -> session.canResume(lastSeen))
                .findFirst();
        if (known.isEmpty() || faults.resumesRefused) {
            note("resume refused", Json.object());
            known.ifPresent(sessions::remove);
            socket.send("{\"op\":9,\"d\":false}");
            return;
        }
        note("resume", Json.object().put("seq", lastSeen).put("again", faults.replays));
        known.get().resume(socket, lastSeen, faults.replays);
        faults.replays = 0;
        known.get().add("RESUMED", Json.object(), false);
    }

    private void members(WebSocket socket, JsonNode payload) {
        sessions.stream()
                .filter(session -> session.over(socket))
                .forEach(session -> world.findGuild(payload.path("guild_id")
                                .asLong(payload.path("guild_id").path(0).asLong()))
                        .ifPresent(
                                guild -> add(session, "GUILD_MEMBERS_CHUNK", GatewayPayloads.chunk(guild, payload))));
    }

    private void refuse(WebSocket socket, int code, Refusal.Kind kind, String reason) {
        world.log().refuse(kind, "gateway: " + reason);
        socket.close(code, reason);
    }

    /** The library's server, handing everything on under the lock. */
    private final class Socket extends WebSocketServer {
        Socket() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        }

        @Override
        public ServerHandshakeBuilder onWebsocketHandshakeReceivedAsServer(
                WebSocket conn, Draft draft, ClientHandshake request) throws InvalidDataException {
            if (faults.offline) {
                throw new InvalidDataException(CloseFrame.REFUSE, "offline");
            }
            return super.onWebsocketHandshakeReceivedAsServer(conn, draft, request);
        }

        @Override
        public void onOpen(WebSocket conn, ClientHandshake handshake) {
            conn.send("{\"op\":10,\"s\":null,\"t\":null,\"d\":{\"heartbeat_interval\":" + HEARTBEAT_MS
                    + ",\"_trace\":[]}}");
        }

        @Override
        public void onMessage(WebSocket conn, String message) {
            world.run(() -> {
                try {
                    receive(conn, Json.parse(message));
                } catch (WebsocketNotConnectedException e) {
                    note("socket gone", Json.object());
                }
            });
        }

        @Override
        public void onClose(WebSocket conn, int code, String reason, boolean remote) {
            tell(() -> {
                note("closed", Json.object().put("code", code).put("byClient", remote));
                sessions.stream().filter(session -> session.over(conn)).forEach(GatewaySession::lost);
                // A client that says goodbye with 1000 or 1001 ends its session.
                if (remote && (code == CloseFrame.NORMAL || code == CloseFrame.GOING_AWAY)) {
                    sessions.removeIf(session -> session.socket().isEmpty());
                }
            });
        }

        @Override
        public void onError(WebSocket conn, Exception problem) {
            tell(() -> note("error", Json.object().put("problem", String.valueOf(problem))));
        }

        @Override
        public void onStart() {
            started.countDown();
        }
    }
}
