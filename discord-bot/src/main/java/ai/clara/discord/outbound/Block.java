package ai.clara.discord.outbound;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stays together where it fits: a paragraph, a list item, a code fence.
 *
 * @param gap the line ends before it
 * @param text its lines
 * @param fence whether it is a code fence
 */
record Block(String gap, String text, boolean fence) {
    static final String FENCE = "```";
    private static final String FENCE_END = "\n" + FENCE;
    private static final Pattern ITEM = Pattern.compile("\\s*(?:[-*+•]|\\d{1,4}[.)])\\s.*");
    private static final Pattern LANGUAGE = Pattern.compile("\\s*```([A-Za-z0-9_+#.-]{0,30})\\s*");
    /** The best place for a break near the end of a room, best first. */
    private static final List<Pattern> BREAKS =
            List.of(Pattern.compile("\\n"), Pattern.compile("(?<=[.!?…:;。！？])\\s"), Pattern.compile("\\s"));

    /** A block in two; joined they have all its words. */
    record Broken(String head, Block rest) {}

    /** The blocks of a text, in order. */
    static List<Block> of(String text) {
        var reading = new Reading();
        for (String line : text.split("\n", -1)) {
            reading.line(line);
        }
        reading.close();
        return reading.blocks;
    }

    /** Whether a text ends within a fence. */
    static boolean opensFence(String text) {
        boolean open = false;
        for (String line : text.split("\n", -1)) {
            open = open ? !line.contains(FENCE) : opens(line);
        }
        return open;
    }

    private static boolean opens(String line) {
        String start = line.strip();
        return start.startsWith(FENCE) && start.indexOf(FENCE, FENCE.length()) < 0;
    }

    /** Breaks off a head of at most this many code units; the block must be longer. */
    Broken breakAt(int room) {
        return fence ? breakFence(room) : breakProse(room);
    }

    private Broken breakFence(int room) {
        int firstEnd = text.indexOf('\n');
        Matcher language = LANGUAGE.matcher(firstEnd < 0 ? text : text.substring(0, firstEnd));
        if (firstEnd < 0 || firstEnd > room / 2 || !language.matches()) {
            return breakProse(room);
        }
        String opening = FENCE + language.group(1) + "\n";
        String body = text.substring(firstEnd + 1);
        int space = room - (firstEnd + 1) - FENCE_END.length();
        int end = body.lastIndexOf('\n', space);
        // A line longer than the room is cut where it must be.
        int cut = end > 0 ? end : whole(body, space);
        String rest = body.substring(end > 0 ? cut + 1 : cut);
        String head = text.substring(0, firstEnd + 1) + body.substring(0, cut) + FENCE_END;
        if (rest.strip().equals(FENCE)) {
            return new Broken(head, new Block("\n", "", false));
        }
        String closed = opensFence(opening + rest) ? rest.stripTrailing() + FENCE_END : rest;
        return new Broken(head, new Block("\n", opening + closed, true));
    }

    private Broken breakProse(int room) {
        for (Pattern pattern : BREAKS) {
            int cut = lastMatch(pattern, room);
            if (cut > room / 2) {
                return new Broken(text.substring(0, cut), new Block("\n", text.substring(cut + 1), false));
            }
        }
        int cut = whole(text, room);
        return new Broken(text.substring(0, cut), new Block("\n", text.substring(cut), false));
    }

    private int lastMatch(Pattern pattern, int room) {
        Matcher matcher = pattern.matcher(text);
        matcher.region(room / 2, Math.min(text.length(), room + 1));
        matcher.useTransparentBounds(true);
        int last = -1;
        while (matcher.find()) {
            last = matcher.start();
        }
        return last;
    }

    /** The cut itself, or one less where it would part a pair of surrogates. */
    private static int whole(String text, int cut) {
        return Character.isLowSurrogate(text.charAt(cut)) && Character.isHighSurrogate(text.charAt(cut - 1))
                ? cut - 1
                : cut;
    }

    /** Reads lines into blocks. */
    private static final class Reading {
        private final List<Block> blocks = new ArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private String gap = "";
        private String nextGap = "";
        private boolean begun;
        private boolean fence;
        private boolean inFence;

        void line(String line) {
            if (inFence) {
                text.append('\n').append(line);
                inFence = !line.contains(FENCE);
            } else if (line.isBlank()) {
                close();
                nextGap += "\n";
            } else {
                prose(line);
            }
        }

        private void prose(String line) {
            boolean opens = opens(line);
            if (opens || fence || ITEM.matcher(line).matches()) {
                close();
            }
            if (begun) {
                text.append('\n').append(line);
                return;
            }
            begun = true;
            gap = blocks.isEmpty() ? "" : nextGap + "\n";
            nextGap = "";
            fence = opens;
            inFence = opens;
            text.append(line);
        }

        void close() {
            if (begun) {
                blocks.add(new Block(gap, text.toString(), fence));
            }
            text.setLength(0);
            begun = false;
            fence = false;
            inFence = false;
        }
    }
}
