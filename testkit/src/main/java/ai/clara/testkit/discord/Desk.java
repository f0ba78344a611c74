package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Decides what a request gets: token, limits, scripted faults, then its route. Used under the world's lock. */
final class Desk {
    /** A client that counts in whole milliseconds on its own clock may come a little early. */
    private static final long TOLERANCE_NANOS = 50_000_000;

    private final World world;
    private final String token;
    private final Routes routes;
    private final Faults faults;
    private final EditBucket edits;
    private final Map<String, Long> closedUntilNanos = new HashMap<>();
    private final List<String> limited = new ArrayList<>();

    Desk(World world, String token, Routes routes, Faults faults) {
        this.world = world;
        this.edits = new EditBucket(world.clock());
        this.token = token;
        this.routes = routes;
        this.faults = faults;
    }

    /** The routes that got a 429, in order. */
    List<String> limited() {
        return List.copyOf(limited);
    }

    /**
     * What the client gets.
     *
     * @param answer empty when the connection is to break
     * @param heldSince the count of releases after which it may go out
     */
    record Outcome(Optional<Answer> answer, OptionalInt heldSince) {
        static Outcome now(Answer answer) {
            return new Outcome(Optional.of(answer), OptionalInt.empty());
        }

        static Outcome broken() {
            return new Outcome(Optional.empty(), OptionalInt.empty());
        }
    }

    Outcome answer(
            String method,
            String path,
            Map<String, String> query,
            JsonNode body,
            List<Multipart.Upload> files,
            String authorization) {
        Routes.Match match = routes.find(method, path, query, body, files)
                .orElseThrow(() -> Denial.fault(Refusal.Kind.UNKNOWN_ROUTE, 404, 0, "404: Not Found"));
        Call call = match.call();
        boolean byToken = call.route().contains("{token}");
        if (!byToken && !authorization.equals("Bot " + token)) {
            throw Denial.fault(Refusal.Kind.WRONG_TOKEN, 401, 0, "401: Unauthorized");
        }
        noteImpatience(call);
        Optional<Faults.Rule> rule = faults.take(call.route());
        if (rule.isPresent()) {
            return scripted(rule.get(), match);
        }
        return Outcome.now(usual(match));
    }

    Answer denied(String what, Denial denial) {
        denial.kind().ifPresent(kind -> world.log().refuse(kind, what + ": " + denial.getMessage()));
        return Answer.denied(denial);
    }

    private Outcome scripted(Faults.Rule rule, Routes.Match match) {
        switch (rule.effect()) {
            case ERROR -> {
                return Outcome.now(
                        rule.status() == 429 ? tooMany(match.call(), rule.retryAfterSeconds()) : error(rule.status()));
            }
            case ERROR_AFTER -> {
                usual(match);
                return Outcome.now(error(rule.status()));
            }
            case LOST_REQUEST -> {
                return Outcome.broken();
            }
            case LOST_RESPONSE -> {
                usual(match);
                return Outcome.broken();
            }
            case HELD_RESPONSE -> {
                return new Outcome(Optional.of(usual(match)), OptionalInt.of(faults.releases()));
            }
        }
        throw new IllegalStateException();
    }

    private Answer usual(Routes.Match match) {
        Call call = match.call();
        boolean edit = call.route().equals(Faults.EDIT_MESSAGE);
        if (edit) {
            var wait = edits.take(call.bucket());
            if (wait.isPresent()) {
                return tooMany(call, (int) Math.ceilDiv(wait.getAsLong(), 1_000_000_000L));
            }
        }
        Answer answer;
        try {
            answer = match.handler().handle(call);
        } catch (Denial denial) {
            answer = denied(call.route(), denial);
        } catch (NumberFormatException e) {
            answer = denied(
                    call.route(), Denial.fault(Refusal.Kind.BAD_REQUEST, 400, 50035, "Invalid Form Body: no number"));
        }
        return edit ? answer.with(edits.headers(call.bucket())) : answer;
    }

    private Answer tooMany(Call call, int seconds) {
        closedUntilNanos.put(call.bucket(), System.nanoTime() + seconds * 1_000_000_000L);
        limited.add(call.bucket());
        world.log().add("limited", Json.object().put("bucket", call.bucket()).put("seconds", seconds));
        ObjectNode body = Json.object()
                .put("message", "You are being rate limited.")
                .put("retry_after", (double) seconds)
                .put("global", false);
        return new Answer(
                429,
                body,
                Map.of(
                        "Retry-After",
                        Integer.toString(seconds),
                        "X-RateLimit-Limit",
                        "5",
                        "X-RateLimit-Remaining",
                        "0",
                        "X-RateLimit-Reset-After",
                        Integer.toString(seconds),
                        "X-RateLimit-Reset",
                        Long.toString(world.clock().millis() / 1000 + seconds),
                        "X-RateLimit-Bucket",
                        call.route().equals(Faults.EDIT_MESSAGE) ? "edits" : "scripted",
                        "X-RateLimit-Scope",
                        "user"));
    }

    private void noteImpatience(Call call) {
        Long until = closedUntilNanos.remove(call.bucket());
        if (until != null && until - System.nanoTime() > TOLERANCE_NANOS) {
            closedUntilNanos.put(call.bucket(), until);
            world.log().refuse(Refusal.Kind.SENT_BEFORE_RETRY_AFTER, call.bucket());
        }
    }

    private static Answer error(int status) {
        return new Answer(status, Json.object().put("message", "scripted").put("code", 0), Map.of());
    }
}
