package ai.clara.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A message as the client wants it, checked as Discord checks. */
record Draft(World world, JsonNode body, List<Multipart.Upload> files) {
    private static final int CONTENT_MAX = 2_000;
    private static final int FILES_MAX = 10;
    private static final int EMBEDS_MAX = 10;
    private static final int NONCE_MAX = 25;
    private static final int FILE_BYTES_MAX = 10 * 1024 * 1024;

    /** Throws a denial unless Discord would take it as a new message. */
    static Draft fresh(World world, JsonNode body, List<Multipart.Upload> files) {
        Draft draft = checked(world, body, files);
        boolean nothing = draft.content().isEmpty()
                && files.isEmpty()
                && body.path("embeds").isEmpty()
                && body.path("components").isEmpty()
                && body.path("sticker_ids").isEmpty()
                && !body.has("poll");
        if (nothing) {
            throw Denial.fault(Refusal.Kind.EMPTY_MESSAGE, 400, 50006, "Cannot send an empty message");
        }
        if (body.path("nonce").asText("").length() > NONCE_MAX) {
            throw invalid(Refusal.Kind.LONG_NONCE, "nonce: must be 25 or fewer in length");
        }
        return draft;
    }

    /** Throws a denial unless Discord would take it as a change. */
    static Draft checked(World world, JsonNode body, List<Multipart.Upload> files) {
        String raw = body.path("content").asText("");
        if (raw.codePointCount(0, raw.length()) > CONTENT_MAX) {
            throw invalid(Refusal.Kind.TOO_LONG, "content: must be 2000 or fewer in length");
        }
        if (files.size() > FILES_MAX || body.path("attachments").size() > FILES_MAX) {
            throw invalid(Refusal.Kind.TOO_MANY_FILES, "attachments: must be 10 or fewer in length");
        }
        if (body.path("embeds").size() > EMBEDS_MAX) {
            throw invalid(Refusal.Kind.TOO_MANY_EMBEDS, "embeds: must be 10 or fewer in length");
        }
        if (files.stream().anyMatch(file -> file.bytes().length > FILE_BYTES_MAX)) {
            throw Denial.fault(Refusal.Kind.BAD_REQUEST, 413, 40005, "Request entity too large");
        }
        return new Draft(world, body, files);
    }

    private static Denial invalid(Refusal.Kind kind, String why) {
        return Denial.fault(kind, 400, 50035, "Invalid Form Body: " + why);
    }

    /** Without white space at its ends, as Discord keeps it. */
    String content() {
        JsonNode content = body.path("content");
        return content.isTextual() ? content.asText().strip() : "";
    }

    Optional<String> nonce() {
        JsonNode nonce = body.path("nonce");
        return nonce.isTextual() || nonce.isNumber() ? Optional.of(nonce.asText()) : Optional.empty();
    }

    boolean enforcesNonce() {
        return body.path("enforce_nonce").asBoolean();
    }

    JsonNode allowedMentions() {
        return body.path("allowed_mentions");
    }

    boolean pingsReplied() {
        return !allowedMentions().isObject()
                || allowedMentions().path("replied_user").asBoolean();
    }

    /** Whether it would notify a crowd. */
    boolean massPing() {
        return Mentions.in(content()).allowedBy(allowedMentions()).mass();
    }

    /** Everything but the content, which its sender sets. */
    void fill(Message message) {
        change(message);
        JsonNode nonce = body.path("nonce");
        message.nonce = nonce.isTextual() || nonce.isNumber() ? Optional.of(nonce) : Optional.empty();
    }

    /** Embeds, components, flags and files, as far as the body names them. */
    void change(Message message) {
        if (body.has("embeds")) {
            message.embeds = body.path("embeds").valueStream().toList();
        }
        if (body.has("components")) {
            message.components = body.path("components").valueStream().toList();
        }
        if (body.has("flags")) {
            message.flags = body.path("flags").asLong();
        }
        if (body.path("attachments").isArray() && !message.files.isEmpty()) {
            var kept = body.path("attachments")
                    .valueStream()
                    .map(node -> node.path("id").asText())
                    .toList();
            message.files.removeIf(file -> !kept.contains(file.id()));
        }
        var added = new ArrayList<SeenFile>();
        files.forEach(file ->
                added.add(new SeenFile(Long.toString(world.nextId()), file.name(), file.contentType(), file.bytes())));
        message.files.addAll(added);
    }
}
