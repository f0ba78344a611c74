package ai.clara.engine.inbox;

import ai.clara.engine.reply.Reply;
import ai.clara.engine.turn.Luggage;
import ai.clara.engine.turn.QueuedTurn;
import ai.clara.spi.id.AccountKey;
import ai.clara.spi.id.ConversationKey;
import ai.clara.spi.id.PersonId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The messages of one conversation, answered one after the other by one virtual thread while there are any. */
final class Lane {
    /**
     * A message in the lane and those who wait for its answer.
     *
     * @param author the account it came from; empty for one taken up after a crash
     */
    record Task(QueuedTurn turn, Luggage luggage, Reply reply, Optional<AccountKey> author) {}

    /** Held while a message is taken in, so that the order of the lane is the order of the transcript. */
    final ReentrantLock door = new ReentrantLock();

    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Task> tasks = new ArrayDeque<>();
    private final Consumer<Task> work;
    private boolean awake;
    private int guests;

    Lane(Consumer<Task> work) {
        this.work = work;
    }

    /** Counts those who use the lane; only called under the lanes' map. */
    Lane enter() {
        guests++;
        return this;
    }

    /** Whether nobody uses the lane any more. */
    boolean leave() {
        return --guests == 0;
    }

    int size() {
        lock.lock();
        try {
            return tasks.size();
        } finally {
            lock.unlock();
        }
    }

    void offer(Task task) {
        lock.lock();
        try {
            tasks.add(task);
            if (!awake) {
                awake = true;
                Thread.ofVirtual()
                        .name("lane-" + task.turn().place().id().value())
                        .start(this::run);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The tasks that wait or run, in order. */
    List<Task> tasks() {
        lock.lock();
        try {
            return List.copyOf(tasks);
        } finally {
            lock.unlock();
        }
    }

    Optional<Task> find(UUID inbox) {
        return tasks().stream()
                .filter(task -> task.turn().inbox().equals(inbox))
                .findFirst();
    }

    /** Stops what this person waits for; gives whether there was something to stop. */
    boolean stop(PersonId person) {
        return stop(task -> task.turn().person().equals(person));
    }

    /** Stops what came from this account here; asks nobody, so that it works when the database does not. */
    boolean stop(ConversationKey place, AccountKey author) {
        return stop(task -> task.turn().place().key().equals(place)
                && task.author().filter(author::equals).isPresent());
    }

    private boolean stop(Predicate<Task> chosen) {
        return tasks().stream()
                        .filter(chosen)
                        .filter(task -> task.reply().end(Reply.State.STOPPED))
                        .count()
                > 0;
    }

    boolean worksFor(PersonId person) {
        return tasks().stream()
                .anyMatch(task ->
                        task.turn().person().equals(person) && task.reply().running());
    }

    private void run() {
        for (Optional<Task> task = head(); task.isPresent(); task = head()) {
            try {
                work.accept(task.get());
            } finally {
                done(task.get());
            }
        }
    }

    private Optional<Task> head() {
        lock.lock();
        try {
            Optional<Task> head = Optional.ofNullable(tasks.peek());
            awake = head.isPresent();
            return head;
        } finally {
            lock.unlock();
        }
    }

    private void done(Task task) {
        lock.lock();
        try {
            tasks.remove(task);
        } finally {
            lock.unlock();
        }
    }
}
