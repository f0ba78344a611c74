package ai.clara.testkit.discord;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code multipart/form-data}: one JSON part and files. */
record Multipart(String json, List<Upload> files) {
    private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
    private static final Pattern FILE = Pattern.compile("filename=\"([^\"]*)\"");
    private static final Pattern TYPE = Pattern.compile("(?im)^content-type: *(.+?)\\s*$");

    /** A file as it was sent. */
    record Upload(String name, String contentType, byte[] bytes) {}

    /** Latin-1 keeps every byte as one character, so that text search finds the boundaries. */
    static Multipart parse(byte[] body, String boundary) {
        String all = new String(body, StandardCharsets.ISO_8859_1);
        String json = "{}";
        var files = new ArrayList<Upload>();
        for (String part : all.split(Pattern.quote("--" + boundary), -1)) {
            int head = part.indexOf("\r\n\r\n");
            if (head < 0) {
                continue;
            }
            String headers = part.substring(0, head);
            byte[] content = part.substring(head + 4, Math.max(head + 4, part.length() - 2))
                    .getBytes(StandardCharsets.ISO_8859_1);
            Matcher file = FILE.matcher(headers);
            if (file.find()) {
                files.add(new Upload(utf8(file.group(1)), type(headers), content));
            } else if (NAME.matcher(headers).find()) {
                json = new String(content, StandardCharsets.UTF_8);
            }
        }
        return new Multipart(json, files);
    }

    private static String type(String headers) {
        Matcher type = TYPE.matcher(headers);
        return type.find() ? type.group(1) : "application/octet-stream";
    }

    private static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
