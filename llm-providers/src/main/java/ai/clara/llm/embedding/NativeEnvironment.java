package ai.clara.llm.embedding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ONNX Runtime's environment, which counts its holders. Its Java part gives its own share back in a shutdown hook, beside all
 * other hooks; were that the last one, a thread still encoding would crash the process. One more share, never given back, keeps
 * the environment until the process is gone. There is no public way to take one.
 */
final class NativeEnvironment {
    private static final Logger LOG = LoggerFactory.getLogger(NativeEnvironment.class);
    private static final AtomicBoolean HELD = new AtomicBoolean();

    private NativeEnvironment() {}

    /** Once per process; before the first session, so that there is no moment without it. */
    static void hold() {
        if (!HELD.compareAndSet(false, true)) {
            return;
        }
        try {
            Method share = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime", true, OrtEnvironment.class.getClassLoader())
                    .getDeclaredField("ortApiHandle");
            share.setAccessible(true);
            api.setAccessible(true);
            // Makes the class load its native parts.
            LOG.debug("providers {}", OrtEnvironment.getAvailableProviders());
            share.invoke(
                    null,
                    api.getLong(null),
                    OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING.getValue(),
                    OrtEnvironment.DEFAULT_NAME);
        } catch (ReflectiveOperationException e) {
            LOG.warn("the environment of the encoder cannot be held; a stop while it works may crash this process", e);
        }
    }
}
