package ai.clara.memory.bench;

import ai.clara.spi.model.EmbeddingModel;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** A model's vectors, each made once and kept in a file, so that asking for them costs nothing. */
final class Remembered implements EmbeddingModel {
    private static final int TOGETHER = 64;
    private final EmbeddingModel model;
    private final Path file;
    private final Map<UUID, float[]> known = new ConcurrentHashMap<>();

    Remembered(EmbeddingModel model, Path dir) {
        this.model = model;
        this.file = dir.resolve(model.id().replace('/', '-') + ".vectors");
        read();
    }

    /** Makes what is missing, several at a time. */
    void learn(Collection<String> texts, Purpose purpose) {
        List<String> missing = new ArrayList<>(new LinkedHashSet<>(texts));
        missing.removeIf(text -> known.containsKey(key(text, purpose)));
        int portions = (missing.size() + TOGETHER - 1) / TOGETHER;
        IntStream.range(0, portions)
                .parallel()
                .mapToObj(i -> missing.subList(i * TOGETHER, Math.min(missing.size(), (i + 1) * TOGETHER)))
                .forEach(some -> embed(some, purpose));
    }

    @Override
    public String id() {
        return model.id();
    }

    @Override
    public int dimensions() {
        return model.dimensions();
    }

    @Override
    public boolean ready() {
        return true;
    }

    @Override
    public List<float[]> embed(List<String> texts, Purpose purpose) {
        List<String> missing = texts.stream()
                .filter(text -> !known.containsKey(key(text, purpose)))
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            List<float[]> made = model.embed(missing, purpose);
            for (int i = 0; i < missing.size(); i++) {
                keep(key(missing.get(i), purpose), made.get(i));
            }
        }
        return texts.stream()
                .map(text -> Objects.requireNonNull(known.get(key(text, purpose))))
                .toList();
    }

    private static UUID key(String text, Purpose purpose) {
        return UUID.nameUUIDFromBytes((purpose + ":" + text).getBytes(StandardCharsets.UTF_8));
    }

    private synchronized void keep(UUID key, float[] vector) {
        known.put(key, vector);
        try (var out = new DataOutputStream(new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND), 1 << 12))) {
            out.writeLong(key.getMostSignificantBits());
            out.writeLong(key.getLeastSignificantBits());
            for (float value : vector) {
                out.writeFloat(value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try {
            Files.createDirectories(file.getParent());
            if (!Files.exists(file)) {
                return;
            }
            try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
                while (true) {
                    var key = new UUID(in.readLong(), in.readLong());
                    var vector = new float[model.dimensions()];
                    for (int i = 0; i < vector.length; i++) {
                        vector[i] = in.readFloat();
                    }
                    known.put(key, vector);
                }
            } catch (EOFException e) {
                // All of it; what was cut off is made again.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
