package ai.clara.memory.follow;

import ai.clara.memory.store.Kept;
import ai.clara.memory.store.VectorStore;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.store.StoreException;
import ai.clara.spi.transcript.Transcript;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Fills a store from the transcript while another one is in use, by the same steps. Where it was ended it goes on, as far as the store
 * kept its cursors. Not for two threads at a time.
 */
final class Filling {
    private static final Duration STANDSTILL_MAX = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 200;

    private final Transcript transcript;
    private final VectorStore into;
    private final Follower follower;
    private final Standing standing;
    private final Changeover changeover;

    Filling(Transcript transcript, VectorStore into, Follower follower, Standing standing, Changeover changeover) {
        this.transcript = transcript;
        this.into = into;
        this.follower = follower;
        this.standing = standing;
        this.changeover = changeover;
    }

    VectorStore into() {
        return into;
    }

    /** How far it is. */
    Standing standing() {
        return standing;
    }

    Kept kept() {
        return standing.kept();
    }

    /**
     * Fills until nothing is behind and no message lacks a vector.
     *
     * @throws StoreException when the store fails, or the embedder stands still
     */
    void run(Rebuilding.Watch watch) {
        follower.catchUp(() -> {
            Fault.point("rebuild.round");
            tell(watch);
        });
        vectors();
        into.settled();
        follower.commit();
        tell(watch);
    }

    /** What was written meanwhile. */
    void catchUp() {
        follower.catchUp();
        follower.commit();
    }

    private void tell(Rebuilding.Watch watch) {
        long all = 0;
        long done = 0;
        for (Transcript.Head head : transcript.heads()) {
            all += head.lastSeq();
            done += Math.min(head.lastSeq(), standing.reached(head.conversation()));
        }
        watch.filled(done, all);
    }

    private void vectors() {
        String embedder = changeover.answering().id();
        long before = Long.MAX_VALUE;
        long waited = 0;
        for (long lacking = into.lacking(embedder); lacking > 0; lacking = into.lacking(embedder)) {
            waited = lacking < before ? 0 : waited + LOOK_MILLIS;
            before = lacking;
            if (waited > STANDSTILL_MAX.toMillis() || interrupted()) {
                throw new StoreException(lacking + " messages have no vector by " + embedder
                        + " and none comes: look at the EMBEDDING_ settings and run ./clara doctor, then try again.");
            }
            if (changeover.answering().ready()) {
                follower.catchUp();
            }
        }
    }

    private static boolean interrupted() {
        try {
            return new CountDownLatch(1).await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
