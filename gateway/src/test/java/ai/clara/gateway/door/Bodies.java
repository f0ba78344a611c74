package ai.clara.gateway.door;

/** Requests as clients write them. */
final class Bodies {
    private Bodies() {}

    /** One message of ada's, with more fields before it. */
    static String of(String fields, String words) {
        return "{\"model\":\"clara\",\"user\":\"ada\"," + fields + "\"messages\":[{\"role\":\"user\",\"content\":\""
                + words + "\"}]}";
    }

    static String of(String words) {
        return of("", words);
    }

    static String streamed(String words) {
        return of("\"stream\":true,", words);
    }

    /** Messages as given. */
    static String messages(String messages) {
        return "{\"model\":\"clara\",\"user\":\"ada\",\"messages\":" + messages + "}";
    }
}
