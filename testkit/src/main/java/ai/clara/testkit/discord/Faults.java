package ai.clara.testkit.discord;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What goes wrong on demand. A route is one of the constants or {@link #ANY}; a count is the number of next requests it meets. The
 * client's HTTP library may send a request of its own again when a connection breaks, so a lost response reaches the caller
 * only when several in a row are lost.
 */
public final class Faults {
    public static final String ANY = "*";
    public static final String POST_MESSAGE = "POST /channels/{channel}/messages";
    public static final String EDIT_MESSAGE = "PATCH /channels/{channel}/messages/{message}";
    public static final String DELETE_MESSAGE = "DELETE /channels/{channel}/messages/{message}";
    public static final String GET_MESSAGES = "GET /channels/{channel}/messages";
    public static final String GET_MESSAGE = "GET /channels/{channel}/messages/{message}";
    public static final String TYPING = "POST /channels/{channel}/typing";
    public static final String GET_SELF = "GET /users/@me";
    public static final String ANSWER_COMMAND = "POST /interactions/{interaction}/{token}/callback";
    public static final String EDIT_COMMAND_ANSWER = "PATCH /webhooks/{app}/{token}/messages/{message}";
    private final World world;
    private final Gateway gateway;
    private static final Duration HOLD_MAX = Duration.ofMinutes(10);
    private final List<Rule> rules = new ArrayList<>();
    private int releases;

    Faults(World world, Gateway gateway) {
        this.world = world;
        this.gateway = gateway;
    }

    /** What a rule does to a request. */
    enum Effect {
        /** Answered with an error and not done. */
        ERROR,
        /** Done, then answered with an error. */
        ERROR_AFTER,
        /** The connection breaks, nothing is done. */
        LOST_REQUEST,
        /** Done, then the connection breaks. */
        LOST_RESPONSE,
        /** Done, and the response waits until the test releases it. */
        HELD_RESPONSE
    }

    static final class Rule {
        private final String route;
        private final Effect effect;
        private final int status;
        private final int retryAfterSeconds;
        private int left;

        private Rule(String route, Effect effect, int status, int retryAfterSeconds, int left) {
            this.route = route;
            this.effect = effect;
            this.status = status;
            this.retryAfterSeconds = retryAfterSeconds;
            this.left = left;
        }

        Effect effect() {
            return effect;
        }

        int status() {
            return status;
        }

        int retryAfterSeconds() {
            return retryAfterSeconds;
        }
    }

    /** 429 with this wait; the client's own limiter is expected to obey. */
    public void tooMany(String route, int count, int retryAfterSeconds) {
        add(new Rule(route, Effect.ERROR, 429, retryAfterSeconds, count));
    }

    /** This status, nothing done. */
    public void failing(String route, int count, int status) {
        add(new Rule(route, Effect.ERROR, status, 0, count));
    }

    /** Done, and then this status. */
    public void failingAfterDoing(String route, int count, int status) {
        add(new Rule(route, Effect.ERROR_AFTER, status, 0, count));
    }

    /** The connection breaks before anything is done. */
    public void losingRequests(String route, int count) {
        add(new Rule(route, Effect.LOST_REQUEST, 0, 0, count));
    }

    /** Done, and then the connection breaks without a response. */
    public void losingResponses(String route, int count) {
        add(new Rule(route, Effect.LOST_RESPONSE, 0, 0, count));
    }

    /** Done, and the client waits for the response until it is released; the moment to kill it. */
    public void holdingResponses(String route, int count) {
        add(new Rule(route, Effect.HELD_RESPONSE, 0, 0, count));
    }

    /** Held responses go out. */
    public void releaseResponses() {
        world.run(() -> releases++);
    }

    /** No rule about requests any more. */
    public void noneOfRequests() {
        world.run(rules::clear);
    }

    /** The next new messages reach every session twice. */
    public void duplicateMessages(int count) {
        world.run(() -> gateway.faults().duplicates = count);
    }

    /** Events wait until they are released. */
    public void holdEvents() {
        world.run(() -> gateway.faults().held = true);
    }

    /** Held events go out in their order. */
    public void releaseEvents() {
        world.run(gateway::releaseEvents);
    }

    /** The next resume sends this many events again that the client has seen. */
    public void replayOnResume(int events) {
        world.run(() -> gateway.faults().replays = events);
    }

    /** The server closes with 4000; the client may resume. */
    public void drop() {
        world.run(() -> gateway.closeAll(4000));
    }

    /** The connections end without a word; the client may resume. */
    public void abort() {
        world.run(gateway::abortAll);
    }

    /** The server asks the client to reconnect and resume (op 7). */
    public void askToReconnect() {
        world.run(() -> gateway.sendAll(7, false));
    }

    /** The session ends (op 9 false); the client has to identify anew and missed events are not sent. */
    public void invalidateSession() {
        world.run(() -> {
            gateway.sendAll(9, false);
            gateway.forgetSessions();
        });
    }

    /** Whether resumes are answered with op 9 false. */
    public void refuseResumes(boolean refused) {
        world.run(() -> gateway.faults().resumesRefused = refused);
    }

    /** Heartbeats stay unanswered, so that the client takes the connection for dead. */
    public void muteHeartbeats(boolean muted) {
        world.run(() -> gateway.faults().heartbeatsMuted = muted);
    }

    /** The gateway is gone and forgets its sessions: what happens now can only be read by requests. */
    public void offline() {
        world.run(() -> {
            gateway.faults().offline = true;
            gateway.abortAll();
            gateway.forgetSessions();
        });
    }

    /** The gateway is gone and keeps its sessions: what happens now comes with the resume. */
    public void offlineKeepingSessions() {
        world.run(() -> {
            gateway.faults().offline = true;
            gateway.abortAll();
        });
    }

    /** The gateway is back. */
    public void online() {
        world.run(() -> gateway.faults().offline = false);
    }

    private void add(Rule rule) {
        world.run(() -> rules.add(rule));
    }

    /** Waits for the next release, without the lock. */
    void awaitRelease(int releasesBefore) {
        world.await(HOLD_MAX, () -> releases > releasesBefore);
    }

    int releases() {
        return releases;
    }

    /** The rule this request meets, used up by one. */
    Optional<Rule> take(String route) {
        for (Rule rule : rules) {
            if (rule.left > 0 && (rule.route.equals(route) || rule.route.equals(ANY))) {
                rule.left--;
                world.log().add("fault", Json.object().put("route", route).put("effect", rule.effect.name()));
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }
}
