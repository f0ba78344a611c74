package ai.clara.discord.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressingTest {
    private static final Set<String> OWN = Set.of("<@1>", "<@!1>", "<@&9>");
    private static final Map<String, String> NAMES =
            Map.of("<@2>", "@Ada", "<@!2>", "@Ada", "<@&3>", "@Gardeners", "<#4>", "#garden");

    private static Wording room(String raw) {
        return new Wording(raw, OWN, NAMES, false, false);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <@1> hello                        | hello
            <@!1>, hello                      | hello
            <@1> <@1>: hello                  | hello
            <@&9> hello                       | hello
            what time is it <@1>              | what time is it
            what time is it, <@1>?            | what time is it?
            thanks <@1> !                     | thanks!
            I told <@1> about it              | I told @Clara about it
            hey <@1> what is up               | hey @Clara what is up
            <@1> ask <@2> in <#4> or <@&3>    | ask @Ada in #garden or @Gardeners
            <@1> ask <@77> in <#88>           | ask @unknown in #unknown
            <@1> !high why                    | !high why
            <@1> /help                        | /help
            <@1> nice <:wave:123> <a:dance:5> | nice :wave: :dance:
            <@1>                              | @Clara
            <@1> <@1>                         | @Clara
            <@1> line one                     | line one
            """)
    void mentionsBecomeReadable(String raw, String text) {
        assertThat(Addressing.forClara(room(raw))).isTrue();
        assertThat(Addressing.text(room(raw))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            hello everyone
            <@2> hello
            <@&3> hello
            <@11> hello
            @Clara hello
            @everyone hello
            """)
    void otherTalkIsNotForClara(String raw) {
        assertThat(Addressing.forClara(room(raw))).isFalse();
    }

    @Test
    void directMessagesAndRepliesAreForClara() {
        assertThat(Addressing.forClara(new Wording("hello", OWN, NAMES, true, false)))
                .isTrue();
        assertThat(Addressing.forClara(new Wording("hello", OWN, NAMES, false, true)))
                .isTrue();
        assertThat(Addressing.text(new Wording("", OWN, NAMES, true, false))).isEmpty();
    }

    @Test
    void longRunsOfBlanksAndTokensCostLittle() {
        String blanks = " ".repeat(4_000) + "x" + " ,".repeat(4_000);
        assertThat(Addressing.text(room("<@1>" + blanks + "<@2"))).endsWith("<@2");
        assertThat(Addressing.text(room("<@1>".repeat(1_000)))).isEqualTo("@Clara");
    }
}
