package ai.clara.memory.recall;

import ai.clara.spi.model.EmbeddingModel;
import ai.clara.spi.model.ModelException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * An embedder to whom {@code k7a} and {@code k7b} are the same thing, though they share no word. Each has directions of its own, so its
 * vectors tell another one nothing. It counts what it is asked, and fails when more passages come than it is allowed.
 */
final class NamedEmbedder implements EmbeddingModel {
    private static final int DIMENSIONS = 64;
    private static final Pattern THING = Pattern.compile("k(\\d+)[ab]");

    private final String id;
    private final Map<String, Integer> passages = new ConcurrentHashMap<>();
    private final AtomicLong queries = new AtomicLong();
    private long allowed = Long.MAX_VALUE;
    private volatile boolean failing;
    private volatile Runnable meanwhile = () -> {};

    NamedEmbedder(String id) {
        this.id = id;
    }

    /** From now on it makes so many vectors of messages and no more. */
    synchronized NamedEmbedder allow(long passagesMore) {
        allowed = passagesMore;
        return this;
    }

    /** Whether nothing comes of it at all. */
    void failing(boolean now) {
        failing = now;
    }

    /** What happens once while it makes vectors of messages. */
    void meanwhile(Runnable happens) {
        meanwhile = happens;
    }

    /** How often each message was embedded. */
    Map<String, Integer> passages() {
        return passages;
    }

    long queries() {
        return queries.get();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int dimensions() {
        return DIMENSIONS;
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public synchronized List<float[]> embed(List<String> texts, Purpose purpose) {
        List<String> things =
                texts.stream().filter(text -> THING.matcher(text).find()).toList();
        if (failing || purpose == Purpose.PASSAGE && things.size() > allowed) {
            throw new ModelException(ModelException.Kind.OVERLOADED, id + " is busy.");
        }
        if (purpose == Purpose.PASSAGE) {
            allowed -= things.size();
            Runnable happens = meanwhile;
            meanwhile = () -> {};
            happens.run();
            things.forEach(text -> passages.merge(text, 1, Integer::sum));
        } else {
            queries.addAndGet(texts.size());
        }
        return texts.stream().map(this::vector).toList();
    }

    private float[] vector(String text) {
        var vector = new float[DIMENSIONS];
        var things = THING.matcher(text);
        while (things.find()) {
            add(vector, "thing " + things.group(1), 1);
        }
        add(vector, text, 0.2);
        double squares = 0;
        for (float value : vector) {
            squares += value * value;
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    private void add(float[] vector, String what, double share) {
        var random = new Random((id + what).hashCode());
        for (int i = 0; i < DIMENSIONS; i++) {
            vector[i] += (float) (share * random.nextGaussian());
        }
    }
}
