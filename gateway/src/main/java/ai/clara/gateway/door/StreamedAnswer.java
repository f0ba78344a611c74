package ai.clara.gateway.door;

import ai.clara.gateway.wire.Completion;
import ai.clara.gateway.wire.Refusal;
import ai.clara.gateway.wire.RefusalPage;
import ai.clara.spi.channel.Inbox;
import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.chat.TokenUsage;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * An answer that is told while it is made. What the reader has not asked for yet waits as text, so a slow reader holds one answer at
 * most. No thread waits: events and the reader's demand, whichever comes, write what is there.
 */
final class StreamedAnswer implements Telling, Publisher<byte[]>, Subscription {
    private final Completion completion;
    private final Ending ending;
    private final Runnable onLeaving;
    private final CompletableFuture<HttpResponse<?>> response = new CompletableFuture<>();

    private final ReentrantLock lock = new ReentrantLock();
    /** Counts calls for writing; whoever raises it from zero writes. */
    private final AtomicInteger calls = new AtomicInteger();

    private final StringBuilder text = new StringBuilder();
    private int told;
    private boolean fromItsBeginning;
    private Optional<Inbox.Acceptance> acceptance = Optional.empty();
    private Optional<ReplyEvent> closing = Optional.empty();
    private boolean decided;
    private boolean begun;
    private boolean beat;
    private boolean ended;
    private boolean over;
    private long demand;
    private @Nullable Subscriber<? super byte[]> reader;

    /** @param onLeaving what to do when the reader goes before the end */
    StreamedAnswer(Completion completion, Ending ending, Runnable onLeaving) {
        this.completion = completion;
        this.ending = ending;
        this.onLeaving = onLeaving;
    }

    @Override
    public CompletableFuture<HttpResponse<?>> response() {
        return response;
    }

    @Override
    public void taken(Inbox.Acceptance made) {
        change(() -> {
            acceptance = Optional.of(made);
            if (made == Inbox.Acceptance.STOPPED) {
                closing = Optional.empty();
                close(new ReplyEvent.Done(Ending.STOPPED));
            }
        });
    }

    @Override
    public void beat() {
        change(() -> beat = true);
    }

    @Override
    public void accept(ReplyEvent event) {
        change(() -> {
            switch (event) {
                case ReplyEvent.Working working -> fromItsBeginning = true;
                // Whoever asks again while the answer is made hears its second half only; the whole comes with its end.
                case ReplyEvent.Text(String piece) when fromItsBeginning && closing.isEmpty() -> text.append(piece);
                case ReplyEvent.Text piece -> {}
                case ReplyEvent.Done done -> close(done);
                case ReplyEvent.Stopped stopped -> close(stopped);
                case ReplyEvent.Failed failed -> close(failed);
            }
        });
    }

    private void close(ReplyEvent event) {
        if (closing.isPresent()) {
            return;
        }
        closing = Optional.of(event);
        if (event instanceof ReplyEvent.Done(String whole, TokenUsage usage)) {
            String sofar = text.toString();
            if (whole.startsWith(sofar)) {
                text.append(whole, sofar.length(), whole.length());
            } else if (!sofar.startsWith(whole)) {
                closing = Optional.of(new ReplyEvent.Failed(
                        "The answer came out differently from what was told so far; please ask again."));
            }
        }
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
        } finally {
            lock.unlock();
        }
        decide().ifPresent(response::complete);
        write();
    }

    /** The response, once there is something to tell. */
    private Optional<HttpResponse<?>> decide() {
        lock.lock();
        try {
            if (acceptance.isEmpty() || decided) {
                return Optional.empty();
            }
            if (text.isEmpty() && closing.isEmpty() && !beat) {
                return Optional.empty();
            }
            decided = true;
            Optional<Refusal> refusal = text.isEmpty() ? refusal() : Optional.empty();
            if (refusal.isPresent()) {
                return refusal.map(RefusalPage::of);
            }
            return Optional.of(HttpResponse.ok(this)
                    .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
                    .header("Cache-Control", "no-cache"));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Refusal> refusal() {
        return closing.flatMap(event -> switch (event) {
            case ReplyEvent.Failed failed ->
                Optional.of(ending.failed(acceptance.orElse(Inbox.Acceptance.ACCEPTED), failed));
            case ReplyEvent.Stopped stopped -> Optional.of(ending.stopped());
            default -> Optional.empty();
        });
    }

    @Override
    public void subscribe(Subscriber<? super byte[]> subscriber) {
        lock.lock();
        try {
            if (reader != null) {
                throw new IllegalStateException("an answer is told once");
            }
            reader = subscriber;
        } finally {
            lock.unlock();
        }
        subscriber.onSubscribe(this);
        write();
    }

    @Override
    public void request(long more) {
        lock.lock();
        try {
            demand = demand + more < 0 ? Long.MAX_VALUE : demand + more;
        } finally {
            lock.unlock();
        }
        write();
    }

    @Override
    public void cancel() {
        boolean early;
        lock.lock();
        try {
            early = !over && closing.isEmpty();
            over = true;
        } finally {
            lock.unlock();
        }
        if (early) {
            onLeaving.run();
        }
    }

    private void write() {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            while (writeOnce()) {
                // Until nothing is left, or nothing more is asked for.
            }
            seen = calls.addAndGet(-seen);
        }
    }

    private boolean writeOnce() {
        String next;
        Subscriber<? super byte[]> to;
        lock.lock();
        try {
            to = reader;
            if (to == null || over) {
                return false;
            }
            next = ended ? "" : demand > 0 ? pending() : "";
            if (next.isEmpty() && !ended) {
                return false;
            }
            over = next.isEmpty();
            demand--;
        } finally {
            lock.unlock();
        }
        if (next.isEmpty()) {
            to.onComplete();
        } else {
            to.onNext(next.getBytes(StandardCharsets.UTF_8));
        }
        return true;
    }

    /** All that can be told now. */
    private String pending() {
        var out = new StringBuilder();
        int whole = tellable();
        if (!begun && (whole > told || closing.isPresent() || beat)) {
            begun = true;
            out.append(completion.begin());
        }
        if (whole > told) {
            out.append(completion.piece(text.substring(told, whole)));
            told = whole;
        }
        if (closing.isPresent()) {
            ended = true;
            out.append(refusal().map(Completion::broken).orElseGet(() -> completion.finish(usage(closing.get()))));
        } else if (beat && out.isEmpty()) {
            out.append(Completion.STILL_HERE);
        }
        beat = false;
        return out.toString();
    }

    /** A model's piece may end in the middle of a character; the half waits for its other half. */
    private int tellable() {
        int end = text.length();
        boolean half = end > told && closing.isEmpty() && Character.isHighSurrogate(text.charAt(end - 1));
        return half ? end - 1 : end;
    }

    private static TokenUsage usage(ReplyEvent event) {
        return event instanceof ReplyEvent.Done(String whole, TokenUsage usage) ? usage : TokenUsage.NONE;
    }
}
