package ai.clara.spi.chat;

/** A piece of a message. */
public sealed interface Part {
    /** Plain text. */
    record Text(String text) implements Part {}

    /** An image; bytes are fetched by whoever needs them. */
    record Image(String mediaType, java.net.URI source) implements Part {}

    /** Any other file. */
    record File(String name, String mediaType, long sizeBytes, java.net.URI source) implements Part {}
}
