package ai.clara.llm.offline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntentReaderTest {
    private final IntentReader reader = new IntentReader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "where does my sister live",
                "Hi Clara, where is my passport",
                "Clara, what colour is my car",
                "do you remember where I parked?",
                "tell me where I parked",
                "Can you tell me my brother's birthday",
                "what's my dog's name",
                "who is my dentist",
                "when is my appointment",
                "When's the concert",
                "I forgot which hotel we booked",
                "how old is my daughter",
                "in which town was I born",
                "is my car red",
                "My sister lives where?",
                "What did I tell you about Mia?",
                "What time is my train?",
                "no, where is it?"
            })
    void asks(String text) {
        assertThat(reader.read(text)).isEqualTo(new Intent.Question());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "My sister moved to Graz.",
                "Hello Clara, I am allergic to nuts",
                "When I was young I lived in Linz.",
                "Remember that my train leaves at nine",
                "Will is my brother",
                "What a day!",
                "Clara's cake was good.",
                "Thankfully my leg is better.",
                "Nobody likes Mondays",
                "Do not call me Annie",
                "Okay so my flight is on Friday",
                "Mayor Novak is my neighbour"
            })
    void tells(String text) {
        assertThat(reader.read(text)).isEqualTo(new Intent.Statement());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "No, she moved to Vienna",
                "no actually it is Tuesday",
                "Actually, my car is green.",
                "I meant Thursday",
                "Sorry, I meant the other one",
                "That's wrong, it was Ben."
            })
    void corrects(String text) {
        assertThat(reader.read(text)).isEqualTo(new Intent.Correction(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Please forget that.", "delete that message", "can you forget what I said about Ben?"})
    void asksToForget(String text) {
        assertThat(reader.read(text)).isEqualTo(Intent.Deed.FORGET);
    }
}
