package io.souk.jobs.simulate;

import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/** A figure over time: known on some dates, on a straight line between them and beyond the outer ones. */
final class Curve {

    private final TreeMap<Integer, Double> points = new TreeMap<>();

    private Curve() {}

    static Curve curve() {
        return new Curve();
    }

    Curve at(String date, double value) {
        points.put((int) LocalDate.parse(date).toEpochDay(), value);
        return this;
    }

    double on(int day) {
        Map.Entry<Integer, Double> left = points.floorEntry(day);
        Map.Entry<Integer, Double> right = points.higherEntry(day);
        if (left == null) {
            left = right;
            right = points.higherEntry(left.getKey());
        } else if (right == null) {
            right = left;
            left = points.lowerEntry(right.getKey());
        }
        double slope = (right.getValue() - left.getValue()) / (right.getKey() - left.getKey());
        return left.getValue() + slope * (day - left.getKey());
    }
}
