package ai.clara.llm.resilience;

import ai.clara.spi.model.ChatDelta;
import ai.clara.spi.model.ChatRequest;
import ai.clara.spi.model.ChatStream;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.ModelException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** One answer, whoever of the chain gives it. Calls follow each other only as long as nothing was handed to the reader. */
final class ChainStream implements ChatStream {
    private final Course course;
    private final ChatRequest request;
    private final Waiting waiting;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Optional<ChatStream> call = Optional.empty();
    private boolean shown;

    /** Makes the first call. */
    ChainStream(Course course, ChatRequest request, Waiting waiting) {
        this.course = course;
        this.request = request;
        this.waiting = waiting;
        begin();
    }

    @Override
    public ChatDelta next() {
        while (true) {
            try {
                return read();
            } catch (ModelException e) {
                goOn(e);
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        current().ifPresent(ChatStream::close);
    }

    private ChatDelta read() {
        ChatDelta delta = current().orElseThrow(ChainStream::stopped).next();
        switch (delta) {
            case ChatDelta.Text text -> shown = true;
            case ChatDelta.Finished finished -> course.answered();
        }
        return delta;
    }

    /** Stands at the next call when it returns. */
    private void goOn(ModelException failure) {
        current().ifPresent(ChatStream::close);
        if (closed.getCount() == 0 || failure.kind() == Kind.CANCELLED) {
            throw failure.kind() == Kind.CANCELLED ? failure : stopped();
        }
        if (shown) {
            throw course.brokeOff(failure);
        }
        await(course.after(failure));
        begin();
    }

    private void await(Duration wait) {
        try {
            if (waiting.endedWithin(closed, wait)) {
                throw stopped();
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new ModelException(Kind.CANCELLED, "The answer was stopped.", e);
        }
    }

    private void begin() {
        course.calling();
        ChatStream begun = begun();
        synchronized (this) {
            call = Optional.of(begun);
        }
        if (closed.getCount() == 0) {
            begun.close();
        }
    }

    private ChatStream begun() {
        try {
            return course.member().model().stream(request);
        } catch (ModelException e) {
            return new Unbegun(e);
        }
    }

    private synchronized Optional<ChatStream> current() {
        return call;
    }

    private static ModelException stopped() {
        return new ModelException(Kind.CANCELLED, "The answer was stopped.");
    }

    /** A call that could not be started fails where its answer would be read. */
    private record Unbegun(ModelException problem) implements ChatStream {
        @Override
        public ChatDelta next() {
            throw problem;
        }

        @Override
        public void close() {}
    }
}
