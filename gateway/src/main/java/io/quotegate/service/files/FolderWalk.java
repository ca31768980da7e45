package io.quotegate.service.files;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the names of all files in a directory and its folders, without going through links. Confined to one call. */
final class FolderWalk extends SimpleFileVisitor<Path> {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWalk.class);

    private final Path home;
    private final List<String> names = new ArrayList<>();

    private FolderWalk(Path home) {
        this.home = home;
    }

    /** The names of what is in {@code home}, which is no link, whether it may be offered or not. Blocks. */
    static List<String> names(Path home) throws IOException {
        FolderWalk walk = new FolderWalk(home);
        Files.walkFileTree(home, Set.of(), FileNames.MOST_PARTS, walk);
        return walk.names;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        boolean entered = folder.equals(home)
                || FileNames.isAllowedPart(folder.getFileName().toString());
        return entered ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        names.add(home.relativize(file).toString());
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
        LOG.debug("{} is not listed: {}", file, failure.toString());
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @org.jspecify.annotations.Nullable IOException failure) {
        return FileVisitResult.CONTINUE; // what could be read of it is listed
    }
}
