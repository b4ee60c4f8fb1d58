package io.souk.architecture.offending.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class OpensAFile {
    String text(Path file) throws IOException {
        return Files.readString(file);
    }
}
