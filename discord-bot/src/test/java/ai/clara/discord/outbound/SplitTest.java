package ai.clara.discord.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SplitTest {
    private static final int RUNS = 3_000;

    @Test
    void shortTextIsOneMessageWordForWord() {
        String text = "Hello **you**\n\n- one\n  - two\n\n```java\nint a;\n```\nbye";
        assertThat(Split.of(text)).containsExactly(Piece.of(text));
    }

    @Test
    void blankTextIsNoMessage() {
        assertThat(Split.of(" \n\r\n ")).isEmpty();
        assertThat(Split.growing(" \n")).isEmpty();
    }

    @Test
    void exactly2000CharactersAreOneMessageAnd2001AreTwo() {
        String words = "word ".repeat(400).strip() + "x";
        assertThat(words).hasSize(2_000);
        assertThat(Split.of(words)).hasSize(1);
        assertThat(Split.of(words + "y z")).hasSize(2);
    }

    @Test
    void paragraphsThatFitStayWhole() {
        String paragraph = "A sentence of some words here. ".repeat(30).strip();
        String text = String.join("\n\n", paragraph, paragraph + "2", paragraph + "3", paragraph + "4");
        assertThat(contents(text))
                .containsExactly(paragraph + "\n\n" + paragraph + "2", paragraph + "3\n\n" + paragraph + "4");
    }

    @Test
    void listItemsThatFitStayWhole() {
        String item = "- " + "thing ".repeat(100).strip();
        String text = String.join("\n", item + 1, item + 2, item + 3, item + 4, item + 5);
        assertThat(contents(text))
                .containsExactly(
                        String.join("\n", item + 1, item + 2, item + 3), String.join("\n", item + 4, item + 5));
    }

    @Test
    void fenceThatFitsStaysWhole() {
        String fence = "```python\n" + "print('x')\n".repeat(100) + "```";
        String text = "word ".repeat(250) + "\n" + fence + "\nend";
        assertThat(contents(text)).hasSize(2).last().asString().isEqualTo(fence + "\nend");
    }

    @Test
    void longFenceIsClosedAndOpenedWithItsLanguage() {
        String text = "Look:\n```python\n" + "print('some line')\n".repeat(200) + "```\nend";
        List<String> contents = contents(text);
        assertThat(contents).hasSizeGreaterThan(1);
        assertThat(contents.getFirst()).startsWith("Look:\n```python\n").endsWith("\n```");
        assertThat(contents.subList(1, contents.size()))
                .allSatisfy(part -> assertThat(part).startsWith("```python\nprint('some line')\n"));
        assertThat(String.join("\n", contents).lines().filter("print('some line')"::equals))
                .hasSize(200);
    }

    @Test
    void halfACharacterIsNeverCut() {
        String text = "x" + "😀".repeat(4_000);
        List<String> contents = contents(text);
        assertThat(String.join("", contents)).isEqualTo(text);
        assertThat(contents)
                .allSatisfy(part ->
                        assertThat(Character.isLowSurrogate(part.charAt(0))).isFalse());
    }

    @Test
    void moreThanFiveMessagesAreTheFirstAndAFile() {
        String text = "A sentence of some words here. ".repeat(400).strip();
        List<Piece> pieces = Split.of(text);
        assertThat(pieces).hasSize(2);
        assertThat(pieces.getFirst().file()).isEmpty();
        assertThat(text).startsWith(pieces.getFirst().content());
        assertThat(pieces.getLast().file()).contains(text);
    }

    @Test
    void growingTextShowsThatMoreWillComeAndClosesItsFence() {
        assertThat(Split.growing("Once upon")).isEqualTo("Once upon…");
        assertThat(Split.growing("Look:\n```js\nlet a")).isEqualTo("Look:\n```js\nlet a\n```\n…");
        String first = Split.growing("word ".repeat(500));
        assertThat(first).hasSizeLessThanOrEqualTo(Split.LIMIT).endsWith("…");
        assertThat(Split.growing("word ".repeat(600)))
                .as("no change once it is full")
                .isEqualTo(first);
    }

    @Test
    void noWordIsLostAndNoMessageIsTooLongOrEmpty() {
        for (int seed = 0; seed < RUNS; seed++) {
            String text = text(new Random(seed));
            List<Piece> pieces = Split.of(text);
            assertThat(Split.of(text)).as("seed " + seed).isEqualTo(pieces);
            assertThat(pieces).as("seed " + seed).allSatisfy(piece -> {
                assertThat(piece.content()).isNotBlank().hasSizeLessThanOrEqualTo(Split.LIMIT);
                assertThat(piece.content().strip()).isEqualTo(piece.content());
                assertThat(fences(piece.content()) % 2).isZero();
            });
            boolean file = pieces.stream().anyMatch(piece -> piece.file().isPresent());
            String joined = file
                    ? pieces.getLast().file().orElseThrow()
                    : String.join("\n", pieces.stream().map(Piece::content).toList());
            assertThat(visible(joined)).as("seed " + seed).isEqualTo(visible(text));
            assertThat(Split.growing(text.substring(0, seed % text.length() + 1)))
                    .as("seed " + seed)
                    .hasSizeLessThanOrEqualTo(Split.LIMIT);
        }
    }

    private static List<String> contents(String text) {
        return new ArrayList<>(Split.of(text).stream().map(Piece::content).toList());
    }

    private static long fences(String content) {
        return content.lines().filter(line -> line.strip().startsWith("```")).count();
    }

    /** All signs in order, without blanks and the lines of fences. */
    private static String visible(String text) {
        var visible = new StringBuilder();
        text.lines()
                .filter(line -> !line.strip().startsWith("```"))
                .forEach(line -> visible.append(line.replaceAll("\\s", "")));
        return visible.toString();
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        int blocks = 1 + random.nextInt(12);
        for (int i = 0; i < blocks; i++) {
            switch (random.nextInt(5)) {
                case 0 -> text.append(words(random, 200)).append("\n\n");
                case 1 -> text.append("- ").append(words(random, 60)).append('\n');
                case 2 ->
                    text.append("  12. ")
                            .append(words(random, 60))
                            .append("\n   ")
                            .append(words(random, 9))
                            .append('\n');
                case 3 -> fence(random, text);
                default ->
                    text.append("x😀é".repeat(random.nextInt(random.nextInt(20) == 0 ? 1_500 : 30)))
                            .append('\n');
            }
        }
        return text.append("end").toString();
    }

    private static void fence(Random random, StringBuilder text) {
        text.append("```").append(random.nextBoolean() ? "java" : "").append('\n');
        int lines = random.nextInt(80);
        for (int i = 0; i < lines; i++) {
            text.append(" ".repeat(random.nextInt(6))).append(words(random, 12)).append('\n');
        }
        text.append("```\n");
    }

    private static String words(Random random, int max) {
        var words = new StringBuilder("w");
        int count = random.nextInt(max) + 1;
        for (int i = 0; i < count; i++) {
            words.append("abcdefghij", 0, 1 + random.nextInt(9)).append(random.nextInt(9) == 0 ? ". " : " ");
        }
        return words.toString();
    }
}
