package ai.clara.llm.embedding;

import ai.clara.spi.store.Home;
import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Native libraries of the encoder, kept under CLARA_HOME. ONNX Runtime would otherwise unpack 16 MB into the temporary directory
 * at every start and leave them there when the process is killed; DJL would write into the user's home.
 */
final class NativeParts {
    private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");
    private final Path cache;

    NativeParts(Home home) {
        this.cache = home.resolve("cache").resolve("native");
    }

    /** To be called before the first class of DJL or ONNX Runtime is used. */
    void prepare() throws IOException {
        Files.createDirectories(cache);
        System.setProperty("DJL_CACHE_DIR", cache.toString());
        System.setProperty("ENGINE_CACHE_DIR", cache.toString());
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("RUST_FLAVOR", "cpu");
        Path onnx = cache.resolve("onnxruntime");
        Files.createDirectories(onnx);
        for (String library : LIBRARIES) {
            unpack(System.mapLibraryName(library), onnx);
        }
        System.setProperty("onnxruntime.native.path", onnx.toString());
    }

    private static void unpack(String fileName, Path folder) throws IOException {
        URL source = resource(fileName);
        if (source == null) {
            // An unusual platform: the runtime then looks for an installed library itself.
            return;
        }
        URLConnection connection = source.openConnection();
        connection.setUseCaches(false);
        Path target = folder.resolve(fileName);
        try (InputStream in = connection.getInputStream()) {
            if (Files.exists(target) && Files.size(target) == connection.getContentLengthLong()) {
                return;
            }
            Path part = Files.createTempFile(folder, fileName, ".part");
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static @Nullable URL resource(String fileName) {
        return OrtEnvironment.class.getResource("/ai/onnxruntime/native/" + platform() + "/" + fileName);
    }

    private static String platform() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String osPart = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
        return osPart + "-" + (arch.equals("aarch64") || arch.equals("arm64") ? "aarch64" : "x64");
    }
}
