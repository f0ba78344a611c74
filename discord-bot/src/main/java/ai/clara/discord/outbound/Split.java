package ai.clara.discord.outbound;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes messages of a text. The same text always gives the same messages: after a crash they are recognised by their words. Fences,
 * list items and paragraphs stay whole where they fit; a fence that does not is closed and opened again.
 */
final class Split {
    /** In UTF-16 code units. */
    static final int LIMIT = 2_000;

    static final int MESSAGES_MAX = 5;
    /** At most three bytes each: stays below the 8 MB that Discord takes. */
    private static final int FILE_CHARS_MAX = 2_500_000;

    private static final String FILE_LINE = "The whole answer is in the file.";
    /** Room for an end of a fence and the sign that more will come. */
    private static final int GROWING_ROOM = 8;

    private static final int GROWING_LOOK = 4 * LIMIT;

    private Split() {}

    /** The messages of a whole text; none when there is nothing to see. */
    static List<Piece> of(String text) {
        String clean = clean(text);
        List<String> parts = new Packing(LIMIT).pack(clean);
        if (parts.size() <= MESSAGES_MAX) {
            return parts.stream().map(Piece::of).toList();
        }
        String whole = clean.length() <= FILE_CHARS_MAX ? clean : clean.substring(0, FILE_CHARS_MAX);
        return List.of(Piece.of(parts.getFirst()), new Piece(FILE_LINE, Optional.of(clean(whole))));
    }

    /** What is shown of a text that still grows: as much as its first message will hold. Empty when there is nothing to see. */
    static String growing(CharSequence text) {
        String head =
                clean(text.subSequence(0, Math.min(text.length(), GROWING_LOOK)).toString());
        List<String> parts = new Packing(LIMIT - GROWING_ROOM).pack(head);
        if (parts.isEmpty()) {
            return "";
        }
        String first = parts.getFirst();
        if (Block.opensFence(first)) {
            first = first + "\n" + Block.FENCE;
        }
        return first + (first.endsWith(Block.FENCE) ? "\n…" : "…");
    }

    /** As Discord keeps a text: no blanks around it, one kind of line end, no half characters. */
    private static String clean(String text) {
        var clean = new StringBuilder(text.length());
        String lines = text.replace("\r\n", "\n").replace('\r', '\n').replace('\0', '\uFFFD');
        for (int i = 0; i < lines.length(); i++) {
            char c = lines.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < lines.length()
                    && Character.isLowSurrogate(lines.charAt(i + 1));
            if (pair) {
                clean.append(c).append(lines.charAt(++i));
            } else {
                clean.append(Character.isSurrogate(c) ? '\uFFFD' : c);
            }
        }
        return clean.toString().strip();
    }

    /** Fills messages with blocks, in order. */
    private static final class Packing {
        private final int limit;
        private final List<String> parts = new ArrayList<>();
        private String current = "";

        Packing(int limit) {
            this.limit = limit;
        }

        List<String> pack(String text) {
            if (text.length() <= limit) {
                return text.isEmpty() ? List.of() : List.of(text);
            }
            for (Block block : Block.of(text)) {
                add(block);
            }
            flush();
            return parts;
        }

        private void add(Block block) {
            String joined = joined(block.gap(), block.text());
            if (joined.length() <= limit) {
                current = joined;
            } else if (block.text().length() <= limit) {
                flush();
                current = block.text();
            } else {
                addBroken(block);
            }
        }

        private void addBroken(Block block) {
            String gap = block.gap();
            Block rest = block;
            while (joined(gap, rest.text()).length() > limit) {
                int room = limit - joined(gap, "").length();
                if (!current.isEmpty() && room < limit / 2) {
                    flush();
                } else {
                    Block.Broken broken = rest.breakAt(room);
                    current = joined(gap, broken.head());
                    flush();
                    rest = broken.rest();
                }
            }
            current = joined(gap, rest.text());
        }

        private String joined(String gap, String text) {
            return current.isEmpty() ? text : current + gap + text;
        }

        private void flush() {
            String part = current.strip();
            current = "";
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
    }
}
