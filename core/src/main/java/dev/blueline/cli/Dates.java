package dev.blueline.cli;

import dev.blueline.ledger.BadInput;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;

/** Dates as years with a fraction: {@code 2023-07-02} is 2023.5. */
final class Dates {
    private static final int MIDDLE_OF_MONTH = 15;

    private Dates() {}

    /**
     * Reads {@code 2023-07-02}, {@code 2023-07} (its middle), {@code 2023} or {@code 2023.5}.
     *
     * @param places of the texts, for refusals
     */
    static double[] years(List<String> texts, List<String> places, String column) {
        double[] years = new double[texts.size()];
        for (int i = 0; i < years.length; i++) {
            years[i] = year(texts.get(i), places.get(i), column);
        }
        return years;
    }

    private static double year(String text, String place, String column) {
        String day = text.strip().replaceFirst("[T ]\\d{2}:\\d{2}.*$", "");
        try {
            if (day.matches("\\d{4}(\\.\\d+)?")) {
                return Double.parseDouble(day);
            }
            LocalDate date =
                    day.matches("\\d{4}-\\d{2}") ? YearMonth.parse(day).atDay(MIDDLE_OF_MONTH) : LocalDate.parse(day);
            return date.getYear() + (date.getDayOfYear() - 1.0) / date.lengthOfYear();
        } catch (DateTimeException none) {
            throw new BadInput(
                    column + " is '" + text + "' in " + place
                            + ", where a date is needed: write 2023-07-02, 2023-07, 2023 or 2023.5",
                    none);
        }
    }

    /** A year with a fraction as year and month. */
    static String month(double year) {
        int month = (int) Math.clamp(Math.floor((year - Math.floor(year)) * 12) + 1, 1, 12);
        return String.format(Locale.ROOT, "%d-%02d", (long) Math.floor(year), month);
    }
}
