import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a folder as a disk would hold it after a power cut, from what the fault shim kept. */
final class PowerCut {
    private PowerCut() {}

    /**
     * @param shadow the shim's shadow folder
     * @param variant {@code power} or {@code power-names}
     * @param target a new folder
     */
    static void rebuild(Path shadow, String variant, Path target) throws IOException {
        Files.createDirectories(target);
        Map<String, Path> made = new HashMap<>();
        List<String[]> folders = new ArrayList<>();
        List<String[]> entries = Files.readAllLines(shadow.resolve(variant)).stream()
                .map(line -> line.split("\t", 5))
                .toList();
        for (String[] entry : entries) {
            Path path = target.resolve(entry[4]);
            if (entry[0].equals("d")) {
                Files.createDirectories(path);
                folders.add(entry);
                continue;
            }
            Path other = made.putIfAbsent(entry[2], path);
            if (other != null) {
                Files.createLink(path, other);
            } else if (entry[3].equals("1")) {
                Files.copy(shadow.resolve(entry[2]), path);
                Files.setPosixFilePermissions(path, permissions(entry[1]));
            } else {
                Files.createFile(path);
                Files.setPosixFilePermissions(path, permissions(entry[1]));
            }
        }
        for (String[] folder : folders) {
            Files.setPosixFilePermissions(target.resolve(folder[4]), permissions(folder[1]));
        }
    }

    private static Set<PosixFilePermission> permissions(String octal) {
        int mode = Integer.parseInt(octal, 8);
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] all = PosixFilePermission.values();
        for (int i = 0; i < all.length; i++) {
            if ((mode >> (all.length - 1 - i) & 1) == 1) {
                permissions.add(all[i]);
            }
        }
        return permissions;
    }
}
