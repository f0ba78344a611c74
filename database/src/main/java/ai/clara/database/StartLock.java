package ai.clara.database;

import ai.clara.spi.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One at a time starts or stops the server of a home, across processes. */
final class StartLock implements AutoCloseable {

    // A file lock belongs to the whole process, so its threads need a lock of their own.
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel channel;

    private StartLock(FileChannel channel) {
        this.channel = channel;
    }

    /** @throws StoreException when it is not free in time or we leave meanwhile */
    static StartLock take(Path file, Duration bound, Departure departure) throws IOException {
        if (!Patience.until(bound, () -> departure.announced() || THREADS.tryLock())) {
            throw busy();
        }
        if (!THREADS.isHeldByCurrentThread()) {
            departure.check();
        }
        try {
            return new StartLock(locked(file, bound, departure));
        } catch (IOException | RuntimeException e) {
            THREADS.unlock();
            throw e;
        }
    }

    private static FileChannel locked(Path file, Duration bound, Departure departure) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var failure = new AtomicReference<@Nullable IOException>();
        boolean locked = Patience.until(bound, () -> {
            try {
                FileLock lock = channel.tryLock();
                return lock != null || departure.announced();
            } catch (IOException e) {
                failure.set(e);
                return true;
            }
        });
        IOException failed = failure.get();
        if (failed != null) {
            channel.close();
            throw failed;
        }
        if (!locked || departure.announced()) {
            channel.close();
            departure.check();
            throw busy();
        }
        return channel;
    }

    private static StoreException busy() {
        return new StoreException("Another process has been starting the database for minutes; end it and try again.");
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            THREADS.unlock();
        }
    }
}
