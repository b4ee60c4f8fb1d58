package io.souk.bronze;

import io.souk.table.TableColumn;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * 128 bits over what the columns of a row hold, as 32 hexadecimal digits. Values are written with their names and
 * lengths, so that no two different rows read the same; absent values are left out, so that a contract can gain an
 * optional column without making old rows look new.
 */
final class RowHash {

    private static final byte[] HEXADECIMAL = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final byte[][] names;
    private final DataType[] types;
    private final MessageDigest md5;
    private byte[] written = new byte[1 << 10];
    private int length;

    RowHash(List<TableColumn> columns) {
        this.names = columns.stream()
                .map(column -> (column.name() + "=").getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.types = columns.stream().map(TableColumn::type).toArray(DataType[]::new);
        try {
            this.md5 = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has MD5", e);
        }
    }

    UTF8String of(CheckedRow row) {
        length = 0;
        for (int i = 0; i < names.length; i++) {
            Object value = row.value(i);
            if (value != null) {
                write(names[i]);
                write(value instanceof UTF8String text ? text : UTF8String.fromString(text(value, types[i])));
            }
        }
        md5.update(written, 0, length);
        byte[] digest = md5.digest();
        byte[] digits = new byte[2 * digest.length];
        for (int i = 0; i < digest.length; i++) {
            digits[2 * i] = HEXADECIMAL[digest[i] >> 4 & 15];
            digits[2 * i + 1] = HEXADECIMAL[digest[i] & 15];
        }
        return UTF8String.fromBytes(digits);
    }

    /** Times are written as their microseconds: their text would depend on a time zone. */
    private static String text(Object value, DataType type) {
        return type instanceof DateType ? LocalDate.ofEpochDay((Integer) value).toString() : value.toString();
    }

    /** Writes the number of characters, a colon, and the text. */
    private void write(UTF8String text) {
        writeNumber(text.numChars());
        write((byte) ':');
        int bytes = text.numBytes();
        makeRoom(bytes);
        text.writeToMemory(written, (long) Platform.BYTE_ARRAY_OFFSET + length);
        length += bytes;
    }

    private void writeNumber(int number) {
        if (number >= 10) {
            writeNumber(number / 10);
        }
        write((byte) ('0' + number % 10));
    }

    private void write(byte one) {
        makeRoom(1);
        written[length++] = one;
    }

    private void write(byte[] bytes) {
        makeRoom(bytes.length);
        System.arraycopy(bytes, 0, written, length, bytes.length);
        length += bytes.length;
    }

    private void makeRoom(int bytes) {
        if (length + bytes > written.length) {
            written = Arrays.copyOf(written, 2 * (length + bytes));
        }
    }
}
