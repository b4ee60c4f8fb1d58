package io.souk.jobs.simulate;

/** One JSON object as a line. Absent values are left out. */
final class JsonLine {

    private final StringBuilder text = new StringBuilder(320).append('{');

    JsonLine with(String name, String value) {
        if (value != null) {
            name(name).append('"');
            for (int i = 0; i < value.length(); i++) {
                char letter = value.charAt(i);
                if (letter == '"' || letter == '\\') {
                    text.append('\\');
                }
                text.append(letter);
            }
            text.append('"');
        }
        return this;
    }

    JsonLine with(String name, Boolean value) {
        if (value != null) {
            name(name).append(value.booleanValue());
        }
        return this;
    }

    JsonLine with(String name, long value) {
        name(name).append(value);
        return this;
    }

    /** An amount with two digits after the point. */
    JsonLine money(String name, long minorUnits) {
        Texts.money(name(name), minorUnits);
        return this;
    }

    /** The same, left out where it is zero. */
    JsonLine moneyIfAny(String name, long minorUnits) {
        return minorUnits == 0 ? this : money(name, minorUnits);
    }

    /** A moment in UTC. */
    JsonLine moment(String name, long seconds) {
        return with(name, Texts.moment(seconds));
    }

    String end() {
        return text.append('}').toString();
    }

    private StringBuilder name(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        return text.append('"').append(name).append("\":");
    }
}
