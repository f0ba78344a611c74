package ai.clara.memory.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.memory.answer.Agreement;
import ai.clara.memory.answer.Lexicon;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GleaningTest {
    private static final ApplicationContext CONTEXT = ApplicationContext.builder()
            .deduceEnvironment(false)
            .banner(false)
            .build()
            .start();
    private final Gleaning gleaning = new Gleaning(CONTEXT.getBean(Lexicon.class), CONTEXT.getBean(Agreement.class));

    @AfterAll
    static void close() {
        CONTEXT.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "My sister is called Rosa. | I sister Rosa",
                "My sister Rosa got a new bike. | I sister Rosa",
                "My little sister's name is Rosa | I sister Rosa",
                "my sister, Rosa, paints | I sister Rosa",
                "Rosa is my sister and she paints. | I sister Rosa",
                "Rosa, my sister, paints. | I sister Rosa",
                "Rosa's my sister. | I sister Rosa",
                "I have a sister named Rosa | I sister Rosa",
                "I've got an older sister, Rosa. | I sister Rosa",
                "My sister is Rosa. | I sister Rosa",
                "Rosa and Ida are my sisters. | I sister Rosa; I sister Ida",
                "Lukas has a brother, Tom. | Lukas brother Tom",
                "Lukas has a brother called Tom. | Lukas brother Tom",
                "Lukas's brother Tom flies gliders. | Lukas brother Tom",
                "Lukas' brother Tom flies gliders. | Lukas brother Tom",
                "Tom is Lukas's brother. | Lukas brother Tom",
                "Tom is the younger brother of Lukas. | Lukas brother Tom",
                "Lukas is great. His brother Tom flies gliders. | Lukas brother Tom",
                "Max is a friend of mine. | I friend Max",
                "My sister's son Max is three. | I.sister son Max; I nephew Max",
                "My sister Rosa's husband Ben cooks. | I sister Rosa; Rosa husband Ben",
                "My mother in law Greta called. | I mother_in_law Greta",
                "Rosa married Ben last June. | Rosa spouse Ben",
                "Rosa is married to Ben. | Rosa spouse Ben",
                "My brother is engaged to Ida. | I.brother partner Ida",
                "I met Lukas in Graz. | I met Lukas; Lukas met in Graz",
                "Yesterday I met Lukas and Ida at the library. | I met Lukas; I met Ida; Lukas met in library; Ida met in library",
                "Last month I met Lukas in Graz. | I met Lukas; Lukas met in Graz",
                "In 2024 Rosa moved to Porto. | Rosa lives in Porto",
                "Last summer Rosa moved to Porto. | Rosa lives in Porto",
                "I ran into Lukas at the museum. | I met Lukas; Lukas met in museum",
                "Rosa lives in Graz now. | Rosa lives in Graz",
                "My brother moved back to Porto. | I.brother lives in Porto",
                "I live in Graz. | I lives in Graz",
                "Rosa works at the hospital. | Rosa works at hospital",
                "Rosa got the night shift at the hospital. | Rosa works at hospital",
                "A friend of Rosa works at the hospital. | Rosa.friend works at hospital",
                "Rosa works for Lidl. | Rosa works at Lidl",
                "My sister is called Rosa. She works in a bakery. | I sister Rosa; Rosa works at bakery",
                "Rosa no longer works at the hospital. | Rosa works at hospital ended",
                "I lost my job at Lidl this month. | I works at Lidl ended",
                "Rosa signed a contract with the zoo. | Rosa works at zoo",
                "Rosa is now working for the city library. | Rosa works at city library",
                "Rosa was hired by the brewery last week. | Rosa works at brewery",
                "Rosa quit her job at the hospital. | Rosa works at hospital ended",
                "Tom comes from Cork. | Tom comes from Cork",
                "My dog Rex ate a shoe. | I dog Rex",
                "My boat is called Marigold. | I boat Marigold",
                "Rosi is short for Rosa. | Rosi also called Rosa",
                "Rosi is a nickname for Rosa Klein | Rosi also called Rosa Klein",
                "Rosa is also called Rosi. | Rosa also called Rosi",
                "Rosa is also known as Rosi | Rosa also called Rosi",
                "Rosa Klein, Rosi for short. | Rosa Klein also called Rosi",
                "Rosi is Rosa. | Rosi also called Rosa",
                "Rosi is the same person as Rosa. | Rosi also called Rosa",
                "Rosi and Rosa are the same person. | Rosi also called Rosa",
                "Rosi aka Rosa | Rosi also called Rosa",
                "My friends call me Lexi. | I also called Lexi",
                "I'm also known as Lexi. | I also called Lexi",
                "My friends no longer call me Lexi. | I also called Lexi ended",
                "Rosi is not Rosa. | Rosi also called Rosa ended",
                "Rosi and Rosa are not the same person. | Rosi also called Rosa ended",
                "Rosi and Rosa are different people. | Rosi also called Rosa ended",
            })
    void tells(String text, String ties) {
        assertThat(told(text)).containsExactlyInAnyOrder(ties.split("; "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Is Rosa my sister?",
                "Who is Lukas's brother Tom?",
                "Rosa is not my sister.",
                "My sister called Rosa yesterday.",
                "My sister, Tom and I went swimming.",
                "I wish Rosa were my sister.",
                "If Rosa was my sister I would know.",
                "My sister is German.",
                "My sister is Catholic.",
                "My brother is Italian.",
                "She said \"Rosa is my sister\" and laughed.",
                "Everyone works at home.",
                "Rosa moved to tears by the film.",
                "Rosa might move to Graz.",
                "Rosa should work at the hospital.",
                "We moved the table to the kitchen.",
                "Rosa works at night.",
                "I love seeing my work make a difference for Ida.",
                "I may have found a job at the bakery.",
                "I found a job at a new company.",
                "Rosa started to help at the small old red house.",
                "The man who met Rosa lives in Graz.",
                "Pictures of Rosa moved to the cloud.",
                "I met nobody in Graz.",
                "Rosa and Tom talked. Her brother Max came.",
                "I saw the film in Graz.",
                "A sister is a nice thing to have.",
                "Monday is my favourite.",
                "Rosi and Rosa are the same age.",
                "Rosi and Rosa are two of my friends.",
                "Please do not call me Lexi.",
                "Nobody calls me Lexi.",
                "Is Rosi short for Rosa?",
                "Maybe Rosi is Rosa.",
                "Rosi is German.",
                "Rosi is Rosa's favourite.",
                "Rosi and Rosa are here.",
                "Lukas does not call me.",
            })
    void tellsNothing(String text) {
        assertThat(told(text)).isEmpty();
    }

    @Test
    void namesAndUnnamedRelativesAreSpokenOf() {
        assertThat(
                        gleaning
                                .glean("Today Rosa Klein and my brother went to Graz. It rained.")
                                .phrases()
                                .keySet()
                                .stream()
                                .map(GleaningTest::shown))
                .containsExactly("Rosa Klein", "I.brother", "Graz");
        assertThat(gleaning.glean("We should eat. May I? Monday is fine.").phrases())
                .isEmpty();
    }

    private List<String> told(String text) {
        return gleaning.glean(text).bonds().stream()
                .distinct()
                .map(GleaningTest::shown)
                .collect(Collectors.toList());
    }

    static String shown(Bond bond) {
        return shown(bond.from()) + " " + bond.predicate() + " " + shown(bond.to()) + (bond.ended() ? " ended" : "");
    }

    private static String shown(Phrase phrase) {
        return switch (phrase) {
            case Phrase.Self _ -> "I";
            case Phrase.Named(String name) -> name;
            case Phrase.Relative(Phrase owner, String role) -> shown(owner) + "." + role;
            case Phrase.Met _, Phrase.At _ -> "?";
        };
    }
}
