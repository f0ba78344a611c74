package ai.clara.memory.eval;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The result file: a line of JSON per question, written as it comes. */
final class ResultFile implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedWriter lines;

    private ResultFile(BufferedWriter lines) {
        this.lines = lines;
    }

    /** Begins it anew; what it held before is gone. */
    static ResultFile open(Path file) {
        try {
            return new ResultFile(Files.newBufferedWriter(file));
        } catch (IOException e) {
            throw EvalOptions.unwritable(file);
        }
    }

    void add(Ranked ranked) {
        ObjectNode line = JSON.createObjectNode().put("id", ranked.question());
        ranked.retrieved().forEach(line.putArray("retrieved")::add);
        line.put("answerable", ranked.answerable()).put("certainty", ranked.certainty());
        ranked.context()
                .ifPresent(context -> line.put("context", context.text()).put("tokens", context.tokens()));
        try {
            lines.write(JSON.writeValueAsString(line));
            lines.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
