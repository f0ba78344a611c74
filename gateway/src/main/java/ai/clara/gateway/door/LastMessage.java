package ai.clara.gateway.door;

import ai.clara.gateway.wire.Refusal;
import ai.clara.spi.chat.Part;
import io.micronaut.json.tree.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The new words of a request. Clients repeat the whole talk each time, and put instructions of their own before it; Clara remembers
 * what was said and keeps her own instructions, so she reads the last message only.
 */
final class LastMessage {
    private static final int IMAGES_MAX = 10;
    private static final int CHARS_MAX = 32_000;
    /** As long as what the transcript holds for an image. */
    private static final int IMAGE_CHARS = "[image]".length();

    private static final Pattern DATA = Pattern.compile("data:(image/[a-z0-9.+-]{1,60});base64,[A-Za-z0-9+/]+={0,2}");

    private LastMessage() {}

    static List<Part> of(Optional<JsonNode> messages) {
        JsonNode last = messages.filter(JsonNode::isArray)
                .map(all -> all.get(all.size() - 1))
                .orElseThrow(() -> Refusal.bad("messages", "Send messages: a list whose last one is from the user."));
        if (!last.isObject() || !Asked.text(last, "role").orElse("").equals("user")) {
            throw Refusal.bad("messages", "The last message has to be the user's, with the role user.");
        }
        List<Part> parts = Asked.field(last, "content")
                .map(LastMessage::content)
                .orElseThrow(() -> Refusal.bad("messages", "The last message has no content; send a text."));
        checkSize(parts);
        return parts;
    }

    private static List<Part> content(JsonNode content) {
        if (content.isString()) {
            return List.of(new Part.Text(content.getStringValue()));
        }
        if (!content.isArray()) {
            throw Refusal.bad("messages", "The content of a message is a text or a list of parts.");
        }
        var parts = new ArrayList<Part>();
        for (JsonNode part : content.values()) {
            Part next = part(part);
            if (next instanceof Part.Text(String text)
                    && !parts.isEmpty()
                    && parts.getLast() instanceof Part.Text(String before)) {
                parts.set(parts.size() - 1, new Part.Text(before + "\n" + text));
            } else {
                parts.add(next);
            }
        }
        return parts;
    }

    private static Part part(JsonNode part) {
        String type = part.isObject() ? Asked.text(part, "type").orElse("") : "";
        return switch (type) {
            case "text" ->
                new Part.Text(Asked.text(part, "text")
                        .orElseThrow(() -> Refusal.bad("messages", "A part of type text needs its text.")));
            case "image_url" ->
                image(Asked.field(part, "image_url")
                        .flatMap(image -> image.isObject() ? Asked.text(image, "url") : Optional.<String>empty())
                        .orElseThrow(() -> Refusal.bad("messages", "A part of type image_url needs image_url.url.")));
            default ->
                throw Refusal.bad("messages", "Clara reads parts of type text and image_url; leave out the others.");
        };
    }

    private static Part image(String url) {
        Matcher data = DATA.matcher(url);
        if (data.matches()) {
            return new Part.Image(data.group(1), URI.create(url));
        }
        if (url.regionMatches(true, 0, "https://", 0, 8)) {
            return new Part.Image("image/*", https(url));
        }
        throw Refusal.bad(
                "messages",
                "An image is a data: URL in base64 with an image type, or an https: address; http is not taken.");
    }

    private static URI https(String url) {
        try {
            URI address = new URI(url);
            if (address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // The same sentence as for an address without a host.
        }
        throw Refusal.bad("messages", "The address of an image cannot be read; send a whole https: address.");
    }

    /** What the engine would refuse anyway is refused in this door's words. */
    private static void checkSize(List<Part> parts) {
        long images = parts.stream().filter(Part.Image.class::isInstance).count();
        if (images > IMAGES_MAX) {
            throw Refusal.bad("messages", "A message takes at most " + IMAGES_MAX + " images.");
        }
        long chars = images * IMAGE_CHARS;
        boolean blank = images == 0;
        for (Part part : parts) {
            if (part instanceof Part.Text(String text)) {
                chars += text.length();
                blank &= text.isBlank();
            }
        }
        if (blank) {
            throw Refusal.bad("messages", "There is nothing to read in the last message; send a text.");
        }
        if (chars > CHARS_MAX) {
            throw Refusal.bad(
                    "messages",
                    String.format(
                            Locale.ROOT,
                            "The last message has %d characters; Clara reads at most %d.",
                            chars,
                            CHARS_MAX));
        }
    }
}
