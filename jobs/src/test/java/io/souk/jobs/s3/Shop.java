package io.souk.jobs.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** Two made-up shops that deliver a file of orders and one of touches a day, the same ones each time. */
final class Shop {

    static final LocalDate FIRST = LocalDate.of(2024, 5, 1);

    private static final int ORDERS = 40;

    private static final String MAPPING = """
            source: shop
            time_zone: UTC
            currency: EUR
            platforms:
              - {platform: corner, platform_group: corner, time_zone: UTC}
              - {platform: market, platform_group: market, time_zone: UTC}
            inputs:
              lines:
                mode: append
                path: "*.csv"
                format: csv
                columns: {platform: string, order_id: string, event_type: string, at: timestamp, buyer: string, quantity: int, price: double}
              clicks:
                mode: append
                path: "*.jsonl"
                format: jsonl
                columns: {platform: string, buyer: string, at: timestamp}
            contracts:
              order_events: >
                select platform, order_id, event_type, at as occurred_at, buyer as buyer_id, quantity, price as unit_price, _source
                from lines
              share_events: >
                select platform, 'click' as event_type, at as occurred_at, buyer as buyer_id, 'wechat' as channel, _source
                from clicks
            """;

    private Shop() {}

    static Path mapping(Path folder) {
        try {
            return Files.writeString(Files.createDirectories(folder).resolve("shop.yaml"), MAPPING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String date(int day) {
        return FIRST.plusDays(day).toString();
    }

    /** Delivers what happened on a day, with an order of the day before paid late. */
    static void deliver(int day, String landing, Configuration hadoop) {
        Random random = new Random(day);
        StringBuilder lines = new StringBuilder("platform,order_id,event_type,at,buyer,quantity,price\n");
        StringBuilder clicks = new StringBuilder();
        for (int i = 0; i < ORDERS; i++) {
            String platform = random.nextBoolean() ? "corner" : "market";
            String buyer = "b" + random.nextInt(60);
            String order = day + "-" + i;
            int hour = random.nextInt(20);
            int quantity = 1 + random.nextInt(3);
            lines.append("%s,%s,placed,%sT%02d:00:00,%s,%d,%d.5\n"
                    .formatted(platform, order, date(day), hour, buyer, quantity, random.nextInt(90)));
            if (i > 0) {
                lines.append("%s,%s,paid,%sT%02d:30:00,%s,%d,\n"
                        .formatted(platform, order, date(day), hour, buyer, quantity));
            }
            clicks.append("{\"platform\": \"%s\", \"buyer\": \"%s\", \"at\": \"%sT%02d:00:00\"}\n"
                    .formatted(platform, buyer, date(day), random.nextInt(20)));
        }
        lines.append("market,,placed,%sT09:00:00,nobody,1,1\n".formatted(date(day)));
        write(landing + "/" + date(day) + ".csv", lines.toString(), hadoop);
        write(landing + "/" + date(day) + ".jsonl", clicks.toString(), hadoop);
    }

    private static void write(String address, String text, Configuration hadoop) {
        try {
            org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(address);
            FileSystem fileSystem = path.getFileSystem(hadoop);
            try (OutputStream out = fileSystem.create(path, true)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
