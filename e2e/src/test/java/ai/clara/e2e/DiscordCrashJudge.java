package ai.clara.e2e;

import ai.clara.testkit.discord.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether every question has its one answer, by nothing but the log of what people saw. Each paragraph of an answer carries the number
 * of its question and its own, as {@code [17.3]}, so that a message is known whatever it replies to.
 */
final class DiscordCrashJudge {
    static final String GAP = "\n\n";
    private static final Pattern TAG = Pattern.compile("\\[(\\d+)\\.(\\d+)]");

    /** What can be wrong with an answer. */
    enum Fault {
        /** Nothing of it is there, or not all. */
        LOST,
        /** A part is there more than once, or a second message replies to the question. */
        DOUBLED,
        DISORDERED,
        MISPLACED,
        /** The words are not those of the answer, or the first part does not reply to the question. */
        GARBLED,
        /** A message that answers no question. */
        STRAY
    }

    /** What was asked, where, and the only right answer. */
    record Question(String id, int number, String placeId, String answer) {}

    /** A message of Clara's with the text that people see in the end. */
    record Shown(String id, String placeId, int order, Optional<String> replyTo, String content) {}

    record Finding(Fault fault, int question, String detail) {}

    /** @param inParts questions whose answer takes several messages */
    record Verdict(int questions, int inParts, List<Finding> findings) {
        long count(Fault fault) {
            return findings.stream().filter(finding -> finding.fault() == fault).count();
        }
    }

    private record Tag(int question, int paragraph) {}

    private DiscordCrashJudge() {}

    /** Every message that was ever posted, deleted or not: what was seen twice was seen twice. */
    static List<Shown> shown(List<Entry> log) {
        Map<String, Shown> shown = new LinkedHashMap<>();
        for (Entry entry : log) {
            String id = entry.detail().path("message").asText();
            String content = entry.detail().path("content").asText();
            if (entry.kind().equals("posted")) {
                Optional<String> replyTo =
                        Optional.of(entry.detail().path("replyTo").asText()).filter(to -> !to.isEmpty());
                String place = entry.detail().path("channel").asText();
                shown.put(id, new Shown(id, place, entry.order(), replyTo, content));
            } else if (entry.kind().equals("edited")) {
                shown.computeIfPresent(
                        id, (key, old) -> new Shown(id, old.placeId(), old.order(), old.replyTo(), content));
            }
        }
        return List.copyOf(shown.values());
    }

    static Verdict judge(List<Question> questions, List<Shown> shown) {
        Map<Integer, Question> byNumber = new LinkedHashMap<>();
        Map<String, Question> byId = new LinkedHashMap<>();
        Map<Integer, List<Shown>> answers = new LinkedHashMap<>();
        for (Question question : questions) {
            byNumber.put(question.number(), question);
            byId.put(question.id(), question);
            answers.put(question.number(), new ArrayList<>());
        }
        List<Finding> findings = new ArrayList<>();
        shown.stream().sorted(Comparator.comparingInt(Shown::order)).forEach(message -> {
            Optional<Question> question = tags(message.content()).stream()
                    .findFirst()
                    .map(tag -> byNumber.get(tag.question()))
                    .or(() -> message.replyTo().map(byId::get));
            question.ifPresentOrElse(
                    asked -> answers.getOrDefault(asked.number(), List.of()).add(message),
                    () -> findings.add(new Finding(Fault.STRAY, 0, message.toString())));
        });
        int inParts = 0;
        for (Question question : questions) {
            List<Shown> answer = answers.getOrDefault(question.number(), List.of());
            inParts += answer.size() > 1 ? 1 : 0;
            look(question, answer).ifPresent(findings::add);
        }
        return new Verdict(questions.size(), inParts, findings);
    }

    /** The worst that is wrong, if anything is. */
    private static Optional<Finding> look(Question question, List<Shown> answer) {
        String joined = answer.stream().map(Shown::content).collect(Collectors.joining(GAP));
        List<Tag> wanted = tags(question.answer());
        List<Tag> there = tags(joined);
        long replies = answer.stream()
                .filter(message ->
                        message.replyTo().filter(question.id()::equals).isPresent())
                .count();
        if (answer.isEmpty()) {
            return finding(Fault.LOST, question, "no answer");
        }
        if (replies > 1 || new HashSet<>(there).size() < there.size()) {
            return finding(Fault.DOUBLED, question, describe(answer));
        }
        if (!new HashSet<>(there).containsAll(wanted)) {
            return finding(Fault.LOST, question, describe(answer));
        }
        if (answer.stream().anyMatch(message -> !message.placeId().equals(question.placeId()))) {
            return finding(Fault.MISPLACED, question, describe(answer));
        }
        if (!there.equals(wanted)) {
            return finding(Fault.DISORDERED, question, describe(answer));
        }
        boolean refers =
                answer.getFirst().replyTo().filter(question.id()::equals).isPresent();
        return refers && joined.equals(question.answer())
                ? Optional.empty()
                : finding(Fault.GARBLED, question, describe(answer));
    }

    private static Optional<Finding> finding(Fault fault, Question question, String detail) {
        return Optional.of(new Finding(fault, question.number(), detail));
    }

    private static String describe(List<Shown> answer) {
        return answer.stream()
                .map(message -> message.order() + " " + tags(message.content()) + " of "
                        + message.content().length() + " to "
                        + message.replyTo().orElse("nothing") + ": "
                        + message.content()
                                .substring(0, Math.min(60, message.content().length())))
                .collect(Collectors.joining(" | "));
    }

    private static List<Tag> tags(String text) {
        return TAG.matcher(text)
                .results()
                .map(found -> new Tag(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))))
                .toList();
    }
}
