package ai.clara.testkit.discord;

import java.nio.charset.StandardCharsets;

/** A file of a message. */
public record SeenFile(String id, String name, String contentType, byte[] bytes) {
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
