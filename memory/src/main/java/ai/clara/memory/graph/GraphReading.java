package ai.clara.memory.graph;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.reading.Claim;
import ai.clara.memory.reading.Heard;
import ai.clara.memory.reading.Place;
import ai.clara.memory.reading.Reader;
import ai.clara.memory.reading.Readings;
import ai.clara.spi.fault.Fault;
import ai.clara.spi.id.MessageRef;
import ai.clara.spi.model.ModelException;
import ai.clara.spi.operation.Service;
import ai.clara.spi.privacy.Sensitivity;
import ai.clara.spi.store.StoreException;
import ai.clara.spi.transcript.Transcript;
import ai.clara.spi.transcript.TranscriptEntry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets memory's own model read what people said, where settings name one: what was said last first, a few messages of one place at a
 * time, one call after the other with a rest between. So what is said now is in the graph within seconds, and a long past, which costs
 * as much as it is long, is sent over days and can be stopped. Nothing waits for it.
 */
@Singleton
public final class GraphReading implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(GraphReading.class);
    private static final int ORDER = 33;
    private static final int REST_SECONDS = 10;
    private static final int MESSAGES_MAX = 12;
    private static final int CHARS_MAX = 6_000;

    private final GraphProjection graph;
    private final Transcript transcript;
    private final Readings readings;
    private final Reader reader;
    private final Grounding grounding;
    private final Agreement agreement;
    private final Clock clock;
    private final Retries retries = new Retries();
    private volatile String lastFailure = "";
    private volatile boolean stopping;
    private @Nullable ScheduledExecutorService worker;

    GraphReading(
            GraphProjection graph,
            Transcript transcript,
            Readings readings,
            Reader reader,
            Grounding grounding,
            Agreement agreement,
            Clock clock) {
        this.graph = graph;
        this.transcript = transcript;
        this.readings = readings;
        this.reader = reader;
        this.grounding = grounding;
        this.agreement = agreement;
        this.clock = clock;
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public synchronized void start() {
        if (worker != null || !wanted()) {
            return;
        }
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("graph-reading").daemon().factory());
        worker = thread;
        stopping = false;
        var unused = thread.scheduleWithFixedDelay(this::step, 2, REST_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends what is being asked; it is asked again after the next start. */
    @Override
    public synchronized void stop() {
        ScheduledExecutorService thread = worker;
        if (thread == null) {
            return;
        }
        worker = null;
        stopping = true;
        thread.shutdown();
        reader.hush();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether there is a graph, and a model that reads for it. */
    public boolean wanted() {
        return graph.enabled() && reader.wanted();
    }

    /** For people: who reads, what waits, and the last failure. */
    public String status() {
        return reader.model() + " reads for the graph; waiting: " + readings.waiting()
                + (lastFailure.isEmpty() ? "" : "; last failure: " + lastFailure);
    }

    private void step() {
        try {
            readOn();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /** Makes one call at most. */
    void readOn() {
        if (!wanted()) {
            return;
        }
        List<Place> waiting = readings.next(retries.aside(), MESSAGES_MAX);
        if (waiting.isEmpty()
                || !retries.may(clock.instant(), waiting.getFirst().message())) {
            return;
        }
        List<TranscriptEntry> together = together(waiting);
        Map<Boolean, List<TranscriptEntry>> byTelling =
                together.stream().collect(Collectors.partitioningBy(entry -> !agreement.tellsNothing(entry.text())));
        readings.pass(byTelling.getOrDefault(false, List.of()));
        List<TranscriptEntry> telling = byTelling.getOrDefault(true, List.of());
        if (!telling.isEmpty()) {
            ask(telling, waiting.getFirst().message());
        }
    }

    /** Those that may be sent together, oldest first: of one audience, so many characters, and nobody's secrets. */
    private List<TranscriptEntry> together(List<Place> newestFirst) {
        var together = new ArrayList<TranscriptEntry>();
        var gone = new ArrayList<MessageRef>();
        int chars = 0;
        for (Place place : newestFirst) {
            TranscriptEntry entry = place.entry(transcript).orElse(null);
            if (entry == null || entry.erased() || entry.sensitivity() == Sensitivity.SECRET) {
                gone.add(place.message());
                continue;
            }
            chars += Math.min(Reader.TEXT_CHARS_MAX, entry.text().length());
            boolean fits = together.isEmpty()
                    || chars <= CHARS_MAX
                            && entry.audienceKey().equals(together.getFirst().audienceKey());
            if (!fits) {
                break;
            }
            together.add(entry);
        }
        readings.drop(gone);
        return together.reversed();
    }

    private void ask(List<TranscriptEntry> messages, MessageRef newest) {
        try {
            Heard heard = reader.read(messages, grounding.predicates(), Gleaning.BONDS_MAX);
            Fault.point("reading.heard");
            Heard grounded = grounded(messages, heard);
            readings.keep(messages, grounded);
            Fault.point("reading.kept");
            retries.succeeded();
            lastFailure = "";
            graph.wake();
            LOG.info(
                    "{} read {} messages: of {} relations their words bear out {}",
                    heard.model(),
                    messages.size(),
                    many(heard),
                    many(grounded));
        } catch (RuntimeException e) {
            if (stopping) {
                // It was hushed; the next start asks again.
                return;
            }
            retries.failed(
                    clock.instant(),
                    e,
                    newest,
                    messages.stream().map(TranscriptEntry::ref).toList());
            failed(e);
        }
    }

    /** Nothing but what is made for people is shown; what else a failure says of itself may repeat what was said. */
    private void failed(RuntimeException failure) {
        String sentence = failure instanceof ModelException || failure instanceof StoreException
                ? String.valueOf(failure.getMessage())
                : "Reading broke off with " + failure.getClass().getSimpleName() + ".";
        lastFailure = sentence + retries.outlook();
        LOG.warn("Messages will be read by a model later: {}", sentence);
    }

    /** Without what the messages' words do not bear out. */
    private Heard grounded(List<TranscriptEntry> messages, Heard heard) {
        var claims = new HashMap<MessageRef, List<Claim>>();
        for (TranscriptEntry message : messages) {
            claims.put(
                    message.ref(),
                    heard.of(message.ref()).stream()
                            .filter(claim -> grounding.of(message.text(), claim).isPresent())
                            .toList());
        }
        return new Heard(claims, heard.model());
    }

    private static int many(Heard heard) {
        return heard.claims().values().stream().mapToInt(List::size).sum();
    }
}
