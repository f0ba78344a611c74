package ai.clara.chat;

import ai.clara.spi.channel.ReplyEvent;
import ai.clara.spi.channel.ReplySink;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One awaited answer: events come from the lane, the waiting thread shows them, so that a slow reader never holds a lane. */
final class Answer implements ReplySink {
    private static final Duration WAIT_MAX = Duration.ofMinutes(10);

    private final BlockingQueue<ReplyEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void accept(ReplyEvent event) {
        events.add(event);
    }

    /** Shows what comes until the answer is closed. */
    void show(Display display) throws InterruptedException {
        boolean open = true;
        while (open) {
            ReplyEvent event = events.poll(WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
            if (event == null) {
                display.whole(
                        "That takes longer than I can wait here; the answer will be shown when you open the chat again.");
                return;
            }
            open = show(event, display);
        }
    }

    /** Shows what is there already; the fallback is said when nothing closed the answer. */
    void showNow(Display display, String fallback) {
        for (ReplyEvent event = events.poll(); event != null; event = events.poll()) {
            if (!show(event, display)) {
                return;
            }
        }
        display.whole(fallback);
    }

    private static boolean show(ReplyEvent event, Display display) {
        switch (event) {
            case ReplyEvent.Working() -> {
                return true;
            }
            case ReplyEvent.Text(String piece) -> {
                display.piece(piece);
                return true;
            }
            case ReplyEvent.Done(String text, var usage) -> display.whole(text);
            case ReplyEvent.Stopped() -> display.whole("Stopped.");
            case ReplyEvent.Failed(String sentence) -> display.whole(sentence);
        }
        return false;
    }
}
