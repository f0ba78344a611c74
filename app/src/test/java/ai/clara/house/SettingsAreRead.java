package ai.clara.house;

import ai.clara.spi.settings.Setting;
import ai.clara.spi.settings.SettingGroup;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Set;

/** Each setting of a group that works now stands in a constant that something besides the list reads. */
final class SettingsAreRead extends ArchCondition<JavaClass> {
    private static final Set<String> LISTING = Set.of("<clinit>", "settings", "title");

    SettingsAreRead() {
        super("have only settings that are read");
    }

    @Override
    public void check(JavaClass group, ConditionEvents events) {
        Set<String> read = new HashSet<>();
        for (JavaField field : group.getFields()) {
            if (field.getRawType().isEquivalentTo(Setting.class) && isRead(group, field)) {
                read.add(value(field.reflect()).name());
            }
        }
        for (Setting setting : instance(group.reflect()).settings()) {
            boolean satisfied = !setting.later().isEmpty() || read.contains(setting.name());
            String message = setting.name() + " of " + group.getSimpleName()
                    + (satisfied ? " is read" : " is known but nothing reads it");
            events.add(new SimpleConditionEvent(group, satisfied, message));
        }
    }

    private static boolean isRead(JavaClass group, JavaField field) {
        return field.getAccessesToSelf().stream()
                .anyMatch(access -> !access.getOriginOwner().equals(group)
                        || !LISTING.contains(access.getOrigin().getName()));
    }

    private static Setting value(Field field) {
        try {
            field.setAccessible(true);
            return (Setting) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static SettingGroup instance(Class<?> group) {
        try {
            Constructor<?> constructor = group.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (SettingGroup) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(group + " needs a constructor without parameters", e);
        }
    }
}
