package ai.clara.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Keeps {@code docs/rooms.md} equal to the code. */
final class RoomDiagramTest {
    private static final Path FILE = Checkout.root().resolve("docs/rooms.md");

    @Test
    void documentShowsTheRoomsAsTheyAre() throws IOException {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("ai.clara");
        String drawn = new RoomDiagram(new House("ai.clara"), classes).markdown();
        if (Boolean.getBoolean("clara.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, drawn);
        }
        assertThat(FILE).as("run again with -Dclara.write=true").exists().hasContent(drawn);
    }

    @Test
    void arrowBetweenSiblingsWouldBeDrawn() {
        JavaClasses fixtures = new ClassFileImporter().importPackages("ai.clara.house.fixture");
        assertThat(new RoomDiagram(new House("ai.clara.house.fixture"), fixtures).markdown())
                .contains("engine --> memory");
    }
}
