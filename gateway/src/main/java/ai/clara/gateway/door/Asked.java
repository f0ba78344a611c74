package ai.clara.gateway.door;

import ai.clara.gateway.wire.Refusal;
import ai.clara.spi.chat.Part;
import ai.clara.spi.model.Tier;
import io.micronaut.json.tree.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a request asks, as far as Clara has a meaning for it. Fields that only tune a model, such as {@code temperature} or
 * {@code max_tokens}, are read by nobody; those that would change what an answer is are refused.
 *
 * @param model as it was asked for
 * @param counts whether a stream ends with what the model counted
 * @param user the person the program names
 * @param kept whether the words may be stored
 * @param parts of the last message; those before it are Clara's to remember
 */
record Asked(
        String model,
        Optional<Tier> tier,
        boolean stream,
        boolean counts,
        Optional<String> user,
        boolean kept,
        List<Part> parts) {
    private static final int USER_CHARS_MAX = 200;

    /** Each would promise something that Clara does not do. */
    private static final Set<String> NOT_DONE =
            Set.of("tools", "functions", "function_call", "audio", "web_search_options", "prediction", "top_logprobs");

    static Asked of(JsonNode body) {
        if (!body.isObject()) {
            throw new Refusal(400, "Send one JSON object with model and messages.");
        }
        refuseWhatIsNotDone(body);
        String model = text(body, "model")
                .orElseThrow(
                        () -> Refusal.bad("model", "Name a model: one of " + String.join(", ", ModelNames.ALL) + "."));
        return new Asked(
                model,
                ModelNames.tier(model),
                flag(body, "stream", false),
                field(body, "stream_options")
                        .filter(JsonNode::isObject)
                        .map(options -> flag(options, "include_usage", false))
                        .orElse(false),
                text(body, "user").map(name -> Names.checked("user", name, USER_CHARS_MAX)),
                flag(body, "store", true),
                LastMessage.of(field(body, "messages")));
    }

    private static void refuseWhatIsNotDone(JsonNode body) {
        for (String name : NOT_DONE) {
            if (field(body, name).filter(Asked::says).isPresent()) {
                throw notDone(name);
            }
        }
        if (field(body, "n").filter(n -> !n.isNumber() || n.getIntValue() != 1).isPresent()) {
            throw Refusal.bad("n", "Clara gives one answer; leave n out or send 1.");
        }
        if (field(body, "logprobs")
                .filter(value -> !value.isBoolean() || value.getBooleanValue())
                .isPresent()) {
            throw notDone("logprobs");
        }
        if (field(body, "tool_choice")
                .filter(choice -> !isText(choice, "none") && !isText(choice, "auto"))
                .isPresent()) {
            throw notDone("tool_choice");
        }
        if (field(body, "response_format")
                .filter(format -> !format.isObject()
                        || field(format, "type")
                                .filter(type -> isText(type, "text"))
                                .isEmpty())
                .isPresent()) {
            throw Refusal.bad("response_format", "Clara answers in text; leave response_format out.");
        }
        if (field(body, "modalities").filter(kinds -> !onlyText(kinds)).isPresent()) {
            throw Refusal.bad("modalities", "Clara answers in text; leave modalities out.");
        }
    }

    private static Refusal notDone(String name) {
        return Refusal.bad(name, "Clara does not take " + name + " from her clients; leave it out.");
    }

    private static boolean says(JsonNode value) {
        return !(value.isArray() && value.size() == 0);
    }

    private static boolean onlyText(JsonNode kinds) {
        for (JsonNode kind : kinds.isArray() ? kinds.values() : List.of(kinds)) {
            if (!isText(kind, "text")) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(JsonNode value, String word) {
        return value.isString() && value.getStringValue().equals(word);
    }

    /** A field that says something: there, and not null. */
    static Optional<JsonNode> field(JsonNode object, String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isNull());
    }

    static Optional<String> text(JsonNode object, String name) {
        return field(object, name).map(value -> {
            if (!value.isString()) {
                throw Refusal.bad(name, name + " is a text in quotes.");
            }
            return value.getStringValue();
        });
    }

    private static boolean flag(JsonNode object, String name, boolean otherwise) {
        return field(object, name)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw Refusal.bad(name, name + " is true or false.");
                    }
                    return value.getBooleanValue();
                })
                .orElse(otherwise);
    }
}
