package ai.clara.engine.summary;

import ai.clara.spi.fault.Fault;
import ai.clara.spi.id.ConversationId;
import ai.clara.spi.model.ChatModel;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.model.Models;
import ai.clara.spi.model.Tier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one summary after the other. A model that fails leaves key sentences in its place and is asked again, a few times. */
@Singleton
final class Summaries {
    private static final Logger LOG = LoggerFactory.getLogger(Summaries.class);

    static final int ATTEMPTS_MAX = 3;

    /** Between one try and the next. */
    private static final List<Duration> WAITS = List.of(Duration.ofMinutes(2), Duration.ofMinutes(20));

    /** What a moderate model does well. */
    private static final Tier TIER = Tier.MID;

    private final Jobs jobs;
    private final Reader reader;
    private final Retelling retelling;
    private final Shelf shelf;
    private final Models models;
    private final Clock clock;
    private final Set<ConversationId> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean open = true;

    Summaries(Jobs jobs, Reader reader, Retelling retelling, Shelf shelf, Models models, Clock clock) {
        this.jobs = jobs;
        this.reader = reader;
        this.retelling = retelling;
        this.shelf = shelf;
        this.models = models;
        this.clock = clock;
    }

    /** Takes the next piece of work that is due; its place has no other until it is made. */
    synchronized Optional<Job> claim() {
        if (!open) {
            return Optional.empty();
        }
        Optional<Job> job = jobs.claim(busy);
        job.ifPresent(one -> busy.add(one.place().id()));
        return job;
    }

    /** Takes claimed work to its end. */
    void make(Job job) {
        try {
            if (job.wanted()) {
                tell(job, reader.read(job));
            } else {
                jobs.drop(job);
            }
        } finally {
            busy.remove(job.place().id());
        }
    }

    void open() {
        open = true;
    }

    /** Takes nothing new and ends what a model is telling. */
    void close() {
        open = false;
        retelling.hush();
    }

    private void tell(Job job, Material material) {
        if (material.nothing()) {
            store(job, material, Optional.empty(), new Shelf.Next.Done());
            return;
        }
        ChatModel model = models.chat(Models.Role.MEMORY, Optional.of(TIER));
        if (!model.generative() || job.attempts() > ATTEMPTS_MAX) {
            store(job, material.afresh(), KeySentences.of(material), new Shelf.Next.Done());
            return;
        }
        try {
            Retold retold = retelling.by(model, TIER, material);
            Fault.point("summary.told");
            store(job, material, Optional.of(retold), new Shelf.Next.Done());
        } catch (ModelException e) {
            failed(job, material, e);
        }
    }

    private void failed(Job job, Material material, ModelException failure) {
        if (!open) {
            jobs.giveBack(job, false);
            return;
        }
        boolean again = failure.retryable() || failure.kind() == ModelException.Kind.CANCELLED;
        LOG.warn(
                "the {} summary of session {} failed at try {}: {}",
                job.kind(),
                job.session().value(),
                job.attempts(),
                failure.kind());
        Shelf.Next next = again && job.attempts() < ATTEMPTS_MAX
                ? new Shelf.Next.Again(
                        clock.instant().plus(WAITS.get(job.attempts() - 1)),
                        failure.kind().name())
                : new Shelf.Next.Done();
        if (next instanceof Shelf.Next.Again later && material.earlier().isPresent()) {
            // What stands there holds more than key sentences of what is new would.
            jobs.later(job, later);
            return;
        }
        store(job, material.afresh(), KeySentences.of(material), next);
    }

    private void store(Job job, Material material, Optional<Retold> retold, Shelf.Next next) {
        boolean stored = shelf.put(job, material, retold, next);
        Fault.point("summary.stored");
        if (stored) {
            LOG.info(
                    "the {} summary of session {}: {} messages, {}",
                    job.kind(),
                    job.session().value(),
                    material.said().size(),
                    retold.map(one -> one.by().label()).orElse("nothing to tell"));
        } else {
            LOG.info(
                    "the {} summary of session {} is made again: its words changed",
                    job.kind(),
                    job.session().value());
            jobs.giveBack(job, true);
        }
    }
}
