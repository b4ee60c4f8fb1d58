package io.souk.jobs.commands;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** Rows to print, in their order. */
interface Answer {

    /**
     * A column.
     *
     * @param isNumber whether it is set flush right
     */
    record Field(String name, boolean isNumber) {

        static Field number(String name) {
            return new Field(name, true);
        }

        static Field text(String name) {
            return new Field(name, false);
        }
    }

    List<Field> columns();

    /** Every row with all values as texts; null where there is none. */
    Iterator<String[]> texts();

    /** Every row with numbers and truths as such, and all else as texts. */
    Iterator<Object[]> values();

    /** An answer that is at hand: texts, truths and numbers. */
    record Rows(List<Field> columns, List<Object[]> rows) implements Answer {

        @Override
        public Iterator<String[]> texts() {
            return rows.stream()
                    .map(row -> Arrays.stream(row).map(Rows::text).toArray(String[]::new))
                    .iterator();
        }

        @Override
        public Iterator<Object[]> values() {
            return rows.iterator();
        }

        private static String text(Object value) {
            if (value instanceof Double number) {
                return new BigDecimal(number.toString()).toPlainString();
            }
            return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        }
    }
}
