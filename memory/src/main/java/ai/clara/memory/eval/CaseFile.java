package ai.clara.memory.eval;

import ai.clara.spi.command.CommandException;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A file with one case, and apart from it the key for counting.
 *
 * @param keys by question
 */
record CaseFile(RecallCase content, Map<String, AnswerKey> keys) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The files of a directory in the order of their names, or one file. */
    static List<CaseFile> all(Path cases) {
        try (Stream<Path> files = Files.isDirectory(cases) ? Files.list(cases) : Stream.of(cases)) {
            List<Path> found = files.filter(file ->
                            file.equals(cases) || file.getFileName().toString().endsWith(".json"))
                    .filter(file -> !Files.isDirectory(file))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw CommandException.usage("There is no case file (*.json) in " + cases + ".");
            }
            return found.stream().map(CaseFile::read).toList();
        } catch (IOException e) {
            throw CommandException.usage(cases + " cannot be read; give --cases a directory of case files.");
        }
    }

    AnswerKey key(RecallCase.Asked question) {
        return keys.getOrDefault(question.id(), AnswerKey.NONE);
    }

    private static CaseFile read(Path file) {
        try {
            return new Reader(file).read(JSON.readTree(Files.readAllBytes(file)));
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw CommandException.usage("The case file " + file + " is not JSON: see its line " + line + ".");
        } catch (IOException e) {
            throw CommandException.usage("The case file " + file + " cannot be read.");
        }
    }

    /** Says in which file something is missing. */
    private record Reader(Path file) {
        CaseFile read(JsonNode root) {
            var turns = new LinkedHashMap<String, RecallCase.Turn>();
            for (JsonNode node : list(root, "turns")) {
                var turn = new RecallCase.Turn(
                        text(node, "turn", "id"), text(node, "turn", "speaker"), at(node), words(node));
                if (turns.put(turn.id(), turn) != null) {
                    throw broken("has two turns '" + turn.id() + "'");
                }
            }
            var questions = new ArrayList<RecallCase.Asked>();
            var keys = new HashMap<String, AnswerKey>();
            for (JsonNode node : list(root, "questions")) {
                var question = new RecallCase.Asked(text(node, "question", "id"), text(node, "question", "text"));
                questions.add(question);
                if (keys.put(question.id(), key(node, turns)) != null) {
                    throw broken("has two questions '" + question.id() + "'");
                }
            }
            String name = root.path("conversation")
                    .asText(file.getFileName().toString().replaceFirst("\\.json$", ""));
            return new CaseFile(new RecallCase(name, List.copyOf(turns.values()), questions), keys);
        }

        private static AnswerKey key(JsonNode node, Map<String, RecallCase.Turn> turns) {
            var evidence = new LinkedHashMap<String, AnswerKey.Evidence>();
            for (JsonNode id : node.path("evidence")) {
                RecallCase.Turn turn = turns.get(id.asText());
                evidence.put(id.asText(), new AnswerKey.Evidence(id.asText(), turn == null ? "" : turn.text()));
            }
            return new AnswerKey(node.path("category").asText("other"), List.copyOf(evidence.values()));
        }

        private JsonNode list(JsonNode root, String name) {
            JsonNode list = root.path(name);
            if (!list.isArray() || list.isEmpty()) {
                throw broken("has no list of " + name);
            }
            return list;
        }

        private String text(JsonNode node, String what, String name) {
            JsonNode value = node.path(name);
            if (!value.isValueNode() || value.asText().isBlank() || value.isNull()) {
                throw broken("has a " + what + " without '" + name + "'" + named(node));
            }
            return value.asText();
        }

        /** May be blank, as what somebody says with a picture alone. */
        private String words(JsonNode node) {
            if (!node.path("text").isTextual()) {
                throw broken("has a turn without 'text'" + named(node));
            }
            return node.path("text").asText();
        }

        private Instant at(JsonNode node) {
            try {
                return Instant.parse(text(node, "turn", "at"));
            } catch (DateTimeException e) {
                throw broken("has a turn whose 'at' is not a time such as 2023-05-08T13:57:00Z" + named(node));
            }
        }

        private static String named(JsonNode node) {
            String id = node.path("id").asText("");
            return id.isBlank() ? "" : ": '" + id + "'";
        }

        private CommandException broken(String what) {
            return CommandException.usage("The case file " + file + " " + what + ".");
        }
    }
}
