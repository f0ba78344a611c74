package ai.clara.memory.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A model's answer, as far as it can be read: an array or lines of JSON, with whatever a model writes around them. */
final class Answer {
    static final int QUOTE_CHARS_MAX = 400;
    static final int WORDS_CHARS_MAX = 100;

    private static final Pattern NOTHING = Pattern.compile("\\[\\s*]");
    private static final Pattern UNSPEAKABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]+");
    private static final ObjectMapper JSON = new ObjectMapper();

    private Answer() {}

    /** What is not as asked for is left out. */
    private record Line(int message, Claim claim) {}

    /**
     * What it says of each message, by its number.
     *
     * @param most at most so many of one message
     * @return empty when it holds neither a relation nor the sign that there is none
     */
    static Optional<Map<Integer, List<Claim>>> read(String text, int messages, int most) {
        List<JsonNode> relations = relations(text);
        if (relations.isEmpty() && !NOTHING.matcher(text).find()) {
            return Optional.empty();
        }
        var read = new HashMap<Integer, List<Claim>>();
        for (JsonNode relation : relations) {
            Optional<Line> line = line(relation).filter(one -> one.message() >= 1 && one.message() <= messages);
            if (line.isPresent()) {
                List<Claim> own = read.computeIfAbsent(line.get().message(), _ -> new ArrayList<>());
                if (own.size() < most) {
                    own.add(line.get().claim());
                }
            }
        }
        return Optional.of(read);
    }

    /** Every object that quotes, however deep; where one cannot be read the next may. */
    private static List<JsonNode> relations(String text) {
        var found = new ArrayList<JsonNode>();
        int at = text.indexOf('{');
        while (at >= 0) {
            int end = at + 1;
            try (JsonParser parser = JSON.createParser(text.substring(at))) {
                JsonNode value = parser.readValueAsTree();
                found.addAll(value.findParents("quote"));
                end = at + (int) parser.currentLocation().getCharOffset();
            } catch (JsonProcessingException e) {
                // What begins here is no whole object.
                end = at + 1;
            } catch (IOException e) {
                throw new IllegalStateException("a string cannot fail to be read", e);
            }
            at = text.indexOf('{', end);
        }
        return found;
    }

    private static Optional<Line> line(JsonNode relation) {
        String quote = words(relation, "quote", QUOTE_CHARS_MAX);
        String from = words(relation, "from", WORDS_CHARS_MAX);
        String predicate = words(relation, "predicate", WORDS_CHARS_MAX);
        String to = words(relation, "to", WORDS_CHARS_MAX);
        if (quote.isEmpty() || from.isEmpty() || predicate.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Line(
                relation.path("message").asInt(),
                new Claim(quote, from, predicate, to, relation.path("ended").asBoolean())));
    }

    /** Empty when it is no text, or too long to be kept; without characters that no database takes. */
    private static String words(JsonNode relation, String field, int most) {
        String text = relation.path(field).textValue();
        return text == null || text.length() > most
                ? ""
                : UNSPEAKABLE.matcher(text).replaceAll(" ").strip();
    }
}
