package ai.clara.memory.graph;

import ai.clara.spi.transcript.TranscriptEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** How people write the name of a node, which has it in small plain letters. */
final class Spelling {
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}\\p{N}'’-]+");
    private static final Pattern OWNING = Pattern.compile("['’]s?$");

    private Spelling() {}

    /** As the first of these texts that has the name spells it. */
    static String of(Node node, List<TranscriptEntry> sources) {
        return sources.stream()
                .flatMap(entry -> in(entry.text(), node.name()).stream())
                .findFirst()
                .orElse(node.name());
    }

    private static Optional<String> in(String text, String name) {
        List<String> words = Arrays.stream(BETWEEN.split(text))
                .map(word -> OWNING.matcher(word).replaceAll(""))
                .toList();
        int length = name.split(" ").length;
        return IntStream.rangeClosed(0, words.size() - length)
                .mapToObj(from -> String.join(" ", words.subList(from, from + length)))
                .filter(part -> Node.folded(part).equals(name))
                .findFirst();
    }
}
