package ai.clara.llm.wire;

import ai.clara.llm.PromptRenderer.Line;
import ai.clara.spi.chat.Part;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.ImageContent.DetailLevel;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Rendered lines in the vendor libraries' words. */
public final class Messages {
    private static final String DATA = "data";
    private static final String BASE64 = ";base64";

    private Messages() {}

    public static List<ChatMessage> of(List<Line> lines) {
        return lines.stream().map(Messages::message).toList();
    }

    private static ChatMessage message(Line line) {
        // The services refuse empty text.
        String text = line.text().isBlank() ? "(no words)" : line.text();
        return switch (line.voice()) {
            case SYSTEM -> SystemMessage.from(text);
            case PERSON -> line.images().isEmpty() ? UserMessage.from(text) : UserMessage.from(contents(text, line));
            case CLARA -> AiMessage.from(text);
        };
    }

    private static List<Content> contents(String text, Line line) {
        var contents = new ArrayList<Content>();
        contents.add(TextContent.from(text));
        for (Part.Image image : line.images()) {
            // The library's own default of detail is low, which makes small print unreadable.
            contents.add(image(image)
                    .<Content>map(found -> ImageContent.from(found, DetailLevel.AUTO))
                    .orElseGet(() -> TextContent.from("[an image that cannot be shown]")));
        }
        return contents;
    }

    /** Bytes that are here, or an address for the service to read; nothing is fetched. */
    private static Optional<Image> image(Part.Image image) {
        URI source = image.source();
        if (DATA.equalsIgnoreCase(source.getScheme())) {
            return inline(image.mediaType(), source.getRawSchemeSpecificPart());
        }
        return "https".equalsIgnoreCase(source.getScheme())
                ? Optional.of(Image.builder().url(source).build())
                : Optional.empty();
    }

    /** RFC 2397: {@code [media type][;parameter][;base64],data}. */
    private static Optional<Image> inline(String mediaType, String rest) {
        int comma = rest.indexOf(',');
        if (comma < 0) {
            return Optional.empty();
        }
        String head = rest.substring(0, comma);
        String told = head.split(";", 2)[0];
        return base64(head.endsWith(BASE64), rest.substring(comma + 1))
                .map(bytes -> Image.builder()
                        .mimeType(told.isBlank() ? mediaType : told)
                        .base64Data(bytes)
                        .build());
    }

    private static Optional<String> base64(boolean encoded, String data) {
        if (data.isEmpty()) {
            return Optional.empty();
        }
        // A plus is a plus here, and not the space of a form.
        String plain =
                data.contains("%") ? URLDecoder.decode(data.replace("+", "%2B"), StandardCharsets.ISO_8859_1) : data;
        return Optional.of(
                encoded ? plain : Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
