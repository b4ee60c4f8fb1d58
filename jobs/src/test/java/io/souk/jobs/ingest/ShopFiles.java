package io.souk.jobs.ingest;

import io.souk.jobs.config.SourceMapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** The files of a small made-up shop, and the mapping that reads them. */
record ShopFiles(Path folder) {

    static final Instant NOW = Instant.parse("2024-07-01T00:00:00Z");
    static final String HEADER = "order_id,event_type,at,buyer,quantity,price";

    static final String MAPPING = """
            source: shop
            time_zone: UTC
            platform: shop
            currency: EUR
            platforms:
              - {platform: shop, platform_group: shop, time_zone: UTC}
            inputs:
              lines:
                mode: append
                path: "*.{csv,csv.gz}"
                format: csv
                columns: {order_id: string, event_type: string, at: timestamp, buyer: string, quantity: int, price: double}
              clicks:
                mode: append
                path: "*.jsonl"
                format: jsonl
                columns: {buyer: string, at: timestamp, weight: double}
            contracts:
              order_events: >
                select order_id, event_type, at as occurred_at, buyer as buyer_id, quantity, price as unit_price, _source
                from lines
              share_events: >
                select 'click' as event_type, at as occurred_at, buyer as buyer_id, 'wechat' as channel, _source from clicks
            """;

    static SourceMapping mapping() {
        return SourceMapping.parse("shop.yaml", MAPPING, Instant.parse("2024-01-01T00:00:00Z"));
    }

    ShopFiles lines(String name, String... lines) {
        return text(name, StandardCharsets.UTF_8, HEADER + "\n" + String.join("\n", lines) + "\n");
    }

    ShopFiles text(String name, Charset charset, String text) {
        return bytes(name, text.getBytes(charset));
    }

    ShopFiles bytes(String name, byte[] bytes) {
        try {
            Files.createDirectories(folder);
            Path file = Files.write(folder.resolve(name), bytes);
            Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2024-06-30T00:00:00Z")));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A folder with good rows and every kind of bad input. */
    static ShopFiles salted(Path folder) {
        byte[] packed = gzip((HEADER + "\n" + "z1,placed,2024-05-01T10:00:00,zoe,1,5\n".repeat(500)));
        byte[] corrupt = packed.clone();
        corrupt[corrupt.length / 2] ^= 0x55;
        corrupt[corrupt.length - 6] ^= 0x55;
        byte[] truncated = java.util.Arrays.copyOf(packed, packed.length / 2);
        return new ShopFiles(folder)
                .lines(
                        "a-good.csv",
                        "a1,placed,2024-05-01T10:00:00,ann,2,9.99",
                        "a2,paid,2024-05-01 11:00:00,bob,1,3",
                        " a1 ,placed,2024-05-01T10:00:00,ann,2,9.99",
                        "a3,placed,2024-05-02T10:00:00,,1,1.5")
                .lines("b-again.csv", "a2,paid,2024-05-01T11:00:00,bob,1,3.00", "b1,placed,2024-05-03T00:00:00,cid,4,2")
                .bytes("c-packed.csv.gz", gzip(HEADER + "\nc1,placed,2024-05-03T00:00:00,cid,4,2\n"))
                .bytes("d-corrupt.csv.gz", corrupt)
                .bytes("e-truncated.csv.gz", truncated)
                .bytes("f-not-packed.csv.gz", (HEADER + "\n").getBytes(StandardCharsets.UTF_8))
                .bytes("g-empty.csv", new byte[0])
                .bytes("h-empty.csv.gz", new byte[0])
                .text("i-header.csv", StandardCharsets.UTF_8, HEADER + "\n")
                .text("j-latin.csv", StandardCharsets.ISO_8859_1, HEADER + "\nj1,placed,2024-05-01,jos\u00e9,1,1\n")
                .text(
                        "k-no-column.csv",
                        StandardCharsets.UTF_8,
                        "order_id,event_type,at,quantity\nk1,placed,2024-05-01,1\n")
                .lines(
                        "l-bad.csv",
                        "l01,teleported,2024-05-01,ann,1,1",
                        "l02,placed,2024-05-01,ann,1,NaN",
                        "l03,placed,1970-01-01,ann,1,1",
                        "l04,placed,2124-01-01,ann,1,1",
                        "l05,placed,2024-05-01,ann,1000000,1000000",
                        "l06,placed,2024-05-01,ann",
                        "l07,placed,2024-05-01,ann,two,1",
                        ",placed,2024-05-01,ann,1,1",
                        "l09,placed,12:30,ann,1,1",
                        "\"l10,placed,2024-05-01,ann,1,1",
                        "l11,teleported,1970-01-01,ann,-1,-1",
                        "l12,placed,2024-05-01,ann,1,1e300",
                        "l13,placed,,ann,1,-Infinity",
                        "l14,placed,2024-05-01,ann,99999999999,1",
                        "l15,placed,2024-05-01,ann,1,1",
                        "l16," + "x".repeat(1 << 20) + ",2024-05-01,ann,1,1")
                .text("m-clicks.jsonl", StandardCharsets.UTF_8, """
                        {"buyer": "ann", "at": "2024-05-01T09:00:00", "weight": 1.5}
                        {"buyer": "ann", "at": "2024-05-01T09:0
                        {"buyer": "bob", "at": "2024-05-01T09:00:00", "weight": NaN}
                        [1, 2]

                        {"at": "2024-05-01T09:00:00"}
                        {"buyer": "cid", "at": "2024-05-01T09:00:00Z"}
                        """)
                .text(".hidden.csv", StandardCharsets.UTF_8, "not ready")
                .text("_half.csv", StandardCharsets.UTF_8, "not ready");
    }
}
