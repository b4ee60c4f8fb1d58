package io.souk.jobs.simulate;

import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Map;

/** On which days and at which hours people order. */
final class Seasons implements Serializable {

    private static final LocalDate[] NEW_YEARS = {
        LocalDate.of(2018, 2, 16), LocalDate.of(2019, 2, 5), LocalDate.of(2020, 1, 25)
    };

    private static final double[] HOURS = {
        3, 1, 0.5, 0.3, 0.3, 0.5, 1, 2, 4, 6, 7, 6, 6, 6, 6, 6, 6, 6, 6, 7, 9, 10, 9, 6
    };

    private static final double[] FESTIVAL_HOURS = {
        25, 8, 3, 2, 1, 1, 2, 3, 5, 6, 6, 5, 5, 4, 4, 4, 4, 4, 5, 6, 8, 9, 9, 7
    };

    private static final Map<Company, Double> SINGLES_DAY =
            Map.of(Company.ALIBABA, 24.0, Company.JD, 9.0, Company.PINDUODUO, 5.0, Company.ALIEXPRESS, 10.0);

    private final Company company;
    private final int firstDay;
    private final int lastDay;
    private final double[] cumulated;

    Seasons(Company company, int firstDay, int lastDay) {
        this.company = company;
        this.firstDay = firstDay;
        this.lastDay = lastDay;
        this.cumulated = new double[lastDay - firstDay + 2];
        for (int day = firstDay; day <= lastDay; day++) {
            cumulated[day - firstDay + 1] = cumulated[day - firstDay] + weight(LocalDate.ofEpochDay(day));
        }
    }

    /** How many of a quarter's orders fall between the first and the last day of the market. */
    double partOf(int quarter) {
        double inside = 0;
        double all = 0;
        for (int day = Quarter.firstDay(quarter); day <= Quarter.lastDay(quarter); day++) {
            double weight = weight(LocalDate.ofEpochDay(day));
            all += weight;
            if (day >= firstDay && day <= lastDay) {
                inside += weight;
            }
        }
        return inside / all;
    }

    /** A day of the quarter, the more likely the more is sold on it. */
    int day(int quarter, Dice dice) {
        double low = cumulated[Math.max(firstDay, Quarter.firstDay(quarter)) - firstDay];
        double high = cumulated[Math.min(lastDay, Quarter.lastDay(quarter)) - firstDay + 1];
        int found = Arrays.binarySearch(cumulated, low + dice.unit() * (high - low));
        int at = found >= 0 ? found : -found - 2;
        return firstDay + Math.min(at, lastDay - firstDay);
    }

    /** A second of the day on the platform's clock, before 23:50. */
    static int secondOfDay(int day, Dice dice) {
        LocalDate date = LocalDate.ofEpochDay(day);
        int hour = dice.weighted(isSinglesDay(date) ? FESTIVAL_HOURS : HOURS);
        return hour * 3600 + dice.below(hour == 23 ? 3000 : 3600);
    }

    static boolean isSinglesDay(LocalDate date) {
        return date.getMonth() == Month.NOVEMBER && date.getDayOfMonth() == 11;
    }

    private double weight(LocalDate date) {
        double weight = date.getDayOfWeek().getValue() >= 6 ? 1.1 : 1.0;
        int day = date.getMonthValue() * 100 + date.getDayOfMonth();
        if (isSinglesDay(date)) {
            return SINGLES_DAY.get(company);
        }
        if (company == Company.ALIEXPRESS) {
            LocalDate blackFriday = date.withMonth(11)
                    .withDayOfMonth(1)
                    .with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY))
                    .plusDays(1);
            boolean cyberMonday = date.equals(blackFriday.plusDays(3));
            return date.equals(blackFriday) ? 7 : cyberMonday ? 4 : day == 328 ? 3 : weight;
        }
        for (LocalDate newYear : NEW_YEARS) {
            if (!date.isBefore(newYear.minusDays(2)) && date.isBefore(newYear.plusDays(6))) {
                return weight * 0.4;
            }
        }
        if (day == 618) {
            return company == Company.JD ? 10 : 3;
        }
        if (day == 1212) {
            return 3.5;
        }
        return day >= 1101 && day < 1111 ? weight * 1.3 : weight;
    }
}
