package ai.clara.discord.outbound;

import ai.clara.discord.outbound.Trouble.Kind;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import net.dv8tion.jda.api.exceptions.DetachedEntityException;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.PermissionException;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.requests.RestAction;

/** Sends one request at a time and waits for it, but not for ever. Not for the library's own threads. */
final class Requests {
    /** Long enough for a usual rate limit and the library's own repeats. */
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    /** Client errors that pass by: token changed, timeout, too many requests. */
    private static final Set<Integer> PASSING = Set.of(401, 408, 429);

    private final BooleanSupplier wanted;

    /** @param wanted asked again before each attempt; nothing is sent once it is false */
    Requests(BooleanSupplier wanted) {
        this.wanted = wanted;
    }

    /** @throws Trouble when it was refused, was not wanted, or nobody knows what became of it */
    <T> T complete(Deadline deadline, Supplier<? extends RestAction<T>> action) {
        Duration wait = deadline.atMost(WAIT_MAX).left();
        if (!wanted.getAsBoolean()) {
            throw new Trouble(Kind.UNWANTED, "nobody waits for it");
        }
        if (wait.isZero()) {
            throw new Trouble(Kind.LATER, "no time is left");
        }
        CompletableFuture<T> answer = submitted(action, wait);
        try {
            return answer.get(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw told(e.getCause() == null ? e : e.getCause());
        } catch (CancellationException e) {
            throw told(e);
        } catch (TimeoutException e) {
            throw new Trouble(Kind.LATER, "Discord did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble(Kind.LATER, "interrupted", e);
        } finally {
            // What waits in the library's queue is not sent after that.
            answer.cancel(true);
        }
    }

    private <T> CompletableFuture<T> submitted(Supplier<? extends RestAction<T>> action, Duration wait) {
        try {
            return action.get()
                    .setCheck(wanted)
                    .timeout(wait.toMillis(), TimeUnit.MILLISECONDS)
                    .submit();
        } catch (PermissionException | RejectedExecutionException | DetachedEntityException e) {
            throw told(e);
        }
    }

    private Trouble told(Throwable failure) {
        return switch (failure) {
            case PermissionException e -> new Trouble(Kind.NEVER, "permission missing: " + e.getMessage(), e);
            case DetachedEntityException e -> new Trouble(Kind.NEVER, "Clara is not there: " + e.getMessage(), e);
            case ErrorResponseException e -> new Trouble(kind(e), "Discord said " + e.getMessage(), e);
            case CancellationException e ->
                new Trouble(wanted.getAsBoolean() ? Kind.LATER : Kind.UNWANTED, "it was taken back", e);
            default -> new Trouble(Kind.LATER, failure.toString(), failure);
        };
    }

    private static Kind kind(ErrorResponseException e) {
        if (e.getErrorResponse() == ErrorResponse.UNKNOWN_MESSAGE) {
            return Kind.GONE;
        }
        int status = e.getResponse().code;
        return status >= 400 && status < 500 && !PASSING.contains(status) ? Kind.NEVER : Kind.LATER;
    }
}
