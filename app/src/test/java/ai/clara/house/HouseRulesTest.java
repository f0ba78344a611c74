package ai.clara.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import ai.clara.house.House.Wall;
import ai.clara.spi.settings.SettingGroup;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The second wall behind the poms. Every rule is also held against classes that break it. */
final class HouseRulesTest {
    private static final House HOUSE = new House("ai.clara");
    private static final House BROKEN = new House("ai.clara.house.fixture");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("ai.clara");
    private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages("ai.clara.house.fixture");

    private static void holds(ArchRule rule) {
        rule.check(CLASSES);
    }

    private static void canFail(ArchRule rule) {
        assertThat(rule.evaluate(FIXTURES).hasViolation())
                .as("fails on the fixtures: " + rule.getDescription())
                .isTrue();
    }

    @Test
    void allRoomsAreLookedAt() {
        List<String> seen = CLASSES.stream().map(HOUSE::roomOf).distinct().toList();
        List<String> expected = new ArrayList<>(House.ROOMS);
        expected.add("app");
        assertThat(seen).containsAll(expected);
    }

    @Test
    void packagesHaveNoCycles() {
        holds(HOUSE.noCycles());
        canFail(BROKEN.noCycles());
    }

    @Test
    void siblingsDoNotKnowEachOther() {
        HOUSE.siblings().forEach(HouseRulesTest::holds);
        canFail(BROKEN.siblings().getFirst());
    }

    @Test
    void appKnowsSpiOnly() {
        holds(HOUSE.appKnowsSpiOnly());
        canFail(BROKEN.appKnowsSpiOnly());
    }

    @Test
    void spiUsesOnlyJavaAndJSpecify() {
        holds(HOUSE.spiIsPure());
        canFail(BROKEN.spiIsPure());
    }

    @Test
    void vendorsStayInTheirRoom() {
        for (Wall wall : House.WALLS) {
            holds(HOUSE.vendorStaysInItsRoom(wall));
        }
    }

    @Test
    void vendorsOutsideTheirRoomAreSeen() {
        // JDA is not on the class path yet, so no fixture can use it.
        House.WALLS.stream()
                .filter(wall -> !wall.vendor().startsWith("net.dv8tion"))
                .forEach(wall -> canFail(BROKEN.vendorStaysInItsRoom(wall)));
    }

    /** All that ships is on this class path. */
    @Test
    void ofNeo4jOnlyTheDriverShips() {
        List<String> libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(path -> Path.of(path).getFileName().toString())
                .toList();
        assertThat(libraries).anyMatch(library -> library.startsWith("neo4j-java-driver-"));
        assertThat(libraries).allMatch(House::maybeShipped);
        assertThat(List.of("neo4j-kernel-2026.08.1.jar", "neo4j-bolt-2026.08.1.jar", "neo4j-2026.08.1.jar"))
                .noneMatch(House::maybeShipped);
    }

    @Test
    void environmentIsReadInOnePlace() {
        holds(HOUSE.environmentIsReadOnce());
        canFail(BROKEN.environmentIsReadOnce());
    }

    @Test
    void nobodySleeps() {
        holds(HOUSE.nobodySleeps());
        canFail(BROKEN.nobodySleeps());
    }

    @Test
    void timeComesFromAClock() {
        holds(HOUSE.timeComesFromAClock());
        var report = BROKEN.timeComesFromAClock().evaluate(FIXTURES).getFailureReport();
        assertThat(report.getDetails())
                .anyMatch(line -> line.contains("Instant.now()"))
                .anyMatch(line -> line.contains("LocalDate.now("))
                .anyMatch(line -> line.contains("currentTimeMillis()"));
    }

    @Test
    void onlyTheDatabaseGivesOutConnections() {
        holds(HOUSE.connectionsComeFromTheDatabase());
        canFail(BROKEN.connectionsComeFromTheDatabase());
    }

    @Test
    void everySettingIsRead() {
        ArchRule rule = classes()
                .that()
                .implement(SettingGroup.class)
                .should(new SettingsAreRead())
                .allowEmptyShould(false);
        holds(rule);
        assertThat(rule.evaluate(FIXTURES).getFailureReport().getDetails())
                .containsExactly("UNREAD of UnreadSettings is known but nothing reads it");
    }

    @Test
    void namesSayWhatAClassIs() {
        holds(HOUSE.namesSayWhatAClassIs());
        canFail(BROKEN.namesSayWhatAClassIs());
    }
}
