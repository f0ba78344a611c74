package ai.clara.memory.follow;

import ai.clara.memory.store.VectorStore;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.store.StoreException;
import ai.clara.spi.transcript.Transcript;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what memory searches anew from the transcript, while what there is goes on answering and following: beside it, to take its
 * place, or elsewhere, to move there. Vectors are taken from the shelf, so nothing is embedded twice.
 */
@Singleton
public final class Rebuilding {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilding.class);

    private final Transcript transcript;
    private final VectorStore store;
    private final Standing standing;
    private final Projection projection;
    private final Changeover changeover;
    private final Fillings fillings;
    private final Comparison comparison;
    private final AtomicBoolean busy = new AtomicBoolean();

    Rebuilding(
            Transcript transcript,
            VectorStore store,
            Standing standing,
            Projection projection,
            Changeover changeover,
            Fillings fillings,
            Comparison comparison) {
        this.transcript = transcript;
        this.store = store;
        this.standing = standing;
        this.projection = projection;
        this.changeover = changeover;
        this.fillings = fillings;
        this.comparison = comparison;
    }

    /** Is told how far it is. */
    public interface Watch {
        void filled(long done, long all);

        void compares();
    }

    /** How many messages there are to go through, erased ones and answers among them. */
    public long size() {
        return transcript.heads().stream().mapToLong(Transcript.Head::lastSeq).sum();
    }

    /**
     * Rebuilds the store in use, and goes on as the new one when that holds all and finds what the former finds.
     *
     * @throws StoreException when it does not, or fails; then the former stays in use
     */
    public Compared reindex(Watch watch) {
        return alone(() -> {
            projection.alone(() -> {});
            VectorStore successor = store.successor();
            boolean done = false;
            try {
                Filling filling = fillings.of(successor);
                filling.run(watch);
                Compared compared = compared(filling, watch);
                refuseWorse(compared);
                Fault.point("rebuild.compared");
                projection.alone(() -> {
                    filling.catchUp();
                    store.succeededBy(successor, filling.kept());
                    standing.begin(filling.kept());
                    Fault.point("rebuild.switched");
                });
                done = true;
                LOG.info("What memory searches was rebuilt: {} messages", compared.messages());
                return compared;
            } finally {
                if (!done) {
                    store.discard(successor);
                }
            }
        });
    }

    private static void refuseWorse(Compared compared) {
        if (!compared.complete()) {
            throw new StoreException("The new one holds " + compared.fresh().messages() + " of " + compared.messages()
                    + " messages, so the former stays in use; look at the log and try again.");
        }
        if (!compared.finds()) {
            throw new StoreException("Of " + compared.sample().asked() + " messages the new one finds "
                    + compared.sample().fresh() + " and the former "
                    + compared.sample().former() + ", so the former stays in use; look at the log.");
        }
    }

    /**
     * Fills a store elsewhere, or goes on with that; the one in use stays as it is.
     *
     * @throws StoreException when it fails, or the target holds what is not of this transcript
     */
    public Compared move(VectorStore target, Watch watch) {
        return alone(() -> {
            projection.alone(() -> {});
            Filling filling = fillings.of(target);
            try {
                if (filling.kept().foreign(transcript.heads())) {
                    throw new StoreException(
                            "What lies there belongs to another Clara, so nothing was changed; name an empty database.");
                }
                filling.run(watch);
                return compared(filling, watch);
            } finally {
                target.close();
            }
        });
    }

    /** When both differ, what was written meanwhile may be why, so once more. */
    private Compared compared(Filling filling, Watch watch) {
        watch.compares();
        Compared first = comparison.run(store, filling.into(), filling.standing());
        if (first.complete() && first.identical()) {
            return first;
        }
        filling.catchUp();
        return comparison.run(store, filling.into(), filling.standing());
    }

    /** What the store in use holds; it is compared with itself. */
    public Compared held() {
        return comparison.run(store, store, standing);
    }

    /** Whose vectors go over. */
    public String embedder() {
        return changeover.answering().id();
    }

    @FunctionalInterface
    private interface Work {
        Compared run();
    }

    private Compared alone(Work work) {
        if (!busy.compareAndSet(false, true)) {
            throw new StoreException("What memory searches is being rebuilt or moved already; wait for that to end.");
        }
        try {
            return work.run();
        } finally {
            busy.set(false);
        }
    }
}
