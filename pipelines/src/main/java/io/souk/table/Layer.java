package io.souk.table;

/** How far a table is from what arrived: bronze as it came, silver as it is meant, gold as it is asked for. */
public enum Layer {
    BRONZE("Typed, checked events as they arrived"),
    SILVER("Orders, refunds, touches and timelines in one currency and one calendar"),
    GOLD("Answers: the tables that analysts query");

    private final String meaning;

    Layer(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    /** The name as it appears in SQL: {@code gold}. */
    public String sqlName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
