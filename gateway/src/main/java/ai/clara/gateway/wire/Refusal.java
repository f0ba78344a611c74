package ai.clara.gateway.wire;

import java.util.Map;
import java.util.Optional;

/** A request that gets no answer: a status, and one sentence that says what to do. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Optional<String> param;
    private final transient Optional<String> code;
    private final transient Map<String, String> headers;

    private Refusal(
            int status, String sentence, Optional<String> param, Optional<String> code, Map<String, String> headers) {
        super(sentence, null, false, false);
        this.status = status;
        this.param = param;
        this.code = code;
        this.headers = Map.copyOf(headers);
    }

    public Refusal(int status, String sentence) {
        this(status, sentence, Optional.empty(), Optional.empty(), Map.of());
    }

    /** Something in the request is wrong. */
    public static Refusal bad(String param, String sentence) {
        return new Refusal(400, sentence).about(param);
    }

    /** The field of the request it is about. */
    public Refusal about(String name) {
        return new Refusal(status, sentence(), Optional.of(name), code, headers);
    }

    /** A word by which programs know it. */
    public Refusal code(String word) {
        return new Refusal(status, sentence(), param, Optional.of(word), headers);
    }

    /** The only header it carries. */
    public Refusal header(String name, String value) {
        return new Refusal(status, sentence(), param, code, Map.of(name, value));
    }

    public int status() {
        return status;
    }

    public String sentence() {
        return Optional.ofNullable(getMessage()).orElse("");
    }

    public Map<String, String> headers() {
        return headers;
    }

    /** The error object as OpenAI's clients read it. */
    public String json() {
        return ErrorShape.json(status, sentence(), param, code);
    }
}
