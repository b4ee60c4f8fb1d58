package io.souk.jobs.plan;

import io.souk.table.Table;
import io.souk.table.TableColumn;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/** The columns by which differences tell rows apart. */
final class RowKeys {

    static final String[] ORDER = {"platform", "order_id"};
    static final String[] REFUND = {"platform", "refund_id"};
    static final String[] TOUCH = {"platform", "touch_type", "touch_id"};
    static final String[] SHARE = {"platform", "share_id"};
    static final String[] CHAIN = {"platform", "chain_id"};
    static final String[] TEAM = {"platform", "team_id"};
    static final String[] ACCOUNT = {"platform", "buyer_id"};
    static final String[] TIMELINE = {"timeline_id"};

    private RowKeys() {}

    static Column[] columns(String... names) {
        return Stream.of(names).map(functions::col).toArray(Column[]::new);
    }

    static Column[] columns(Table table) {
        return table.columns().stream().map(TableColumn::col).toArray(Column[]::new);
    }
}
