package ai.clara.house;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Draws the rooms and who knows whom, as the compiled classes have it. */
final class RoomDiagram {
    private final House house;
    private final Map<String, Set<String>> arrows = new TreeMap<>();

    RoomDiagram(House house, JavaClasses classes) {
        this.house = house;
        for (JavaClass type : classes) {
            if (house.contains(type)) {
                add(type);
            }
        }
    }

    private void add(JavaClass type) {
        Set<String> known = arrows.computeIfAbsent(house.roomOf(type), room -> new TreeSet<>());
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass();
            if (house.contains(target) && !house.roomOf(target).equals(house.roomOf(type))) {
                known.add(house.roomOf(target));
            }
        }
    }

    String markdown() {
        StringBuilder text = new StringBuilder("""
                # Rooms and who knows whom

                Drawn from the compiled classes by `RoomDiagramTest`; do not edit. After a wall has moved:
                `./clara test -pl app -am -Dtest=RoomDiagramTest -Dsurefire.failIfNoSpecifiedTests=false -Dclara.write=true`.
                An arrow means that classes of one room use classes of the other. `app` plugs the rooms in at run time
                and has no arrow to them.

                ```mermaid
                graph TD
                """);
        arrows.keySet().forEach(room -> text.append("  ").append(room).append('\n'));
        arrows.forEach((room, known) -> known.forEach(other ->
                text.append("  ").append(room).append(" --> ").append(other).append('\n')));
        return text.append("```\n").toString();
    }
}
