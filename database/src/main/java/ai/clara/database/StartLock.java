package ai.clara.database;

import ai.clara.spi.store.StoreException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One at a time starts or stops the server of a home, across processes. */
final class StartLock implements AutoCloseable {

    private static final Duration BOUND = Duration.ofMinutes(3);

    // A file lock belongs to the whole process, so its threads need a lock of their own.
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel channel;

    private StartLock(FileChannel channel) {
        this.channel = channel;
    }

    static StartLock take(Path file) throws IOException {
        try {
            if (!THREADS.tryLock(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return new StartLock(locked(file));
        } catch (IOException | RuntimeException e) {
            THREADS.unlock();
            throw e;
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var failure = new AtomicReference<@Nullable IOException>();
        boolean locked = Patience.until(BOUND, () -> {
            try {
                FileLock lock = channel.tryLock();
                return lock != null;
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
        if (!locked) {
            channel.close();
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
