package io.souk.jobs.simulate;

import io.souk.jobs.lake.LandingWriter;
import java.util.ArrayList;
import java.util.List;

/** The exports that are written whole: sellers, channels, cities, populations and exchange rates. */
final class References {

    private static final List<String> CHANNELS = List.of(
            "channel,channel_kind,is_paid",
            "wechat,social,false",
            "wechat_mini_program,social,false",
            "weibo,social,false",
            "whatsapp,social,false",
            "instagram,social,true",
            "facebook,social,true",
            "youtube,social,true",
            "offline_qr,offline,false",
            "copy_link,link,false",
            "partner_link,partner,true",
            "review_site,partner,false",
            "search,search,false",
            "direct,direct,false");

    private References() {}

    static void write(LandingWriter writer, SimulationSettings settings) {
        writer.write("reference/channels.csv", CHANNELS);
        writer.write("reference/city_tiers.csv", cityTiers());
        writer.write("reference/population.csv", population());
        writer.write("reference/fx_rates.csv", fxRates(settings));
        writer.write("reference/sellers.csv", sellers(settings));
    }

    private static List<String> cityTiers() {
        List<String> lines = new ArrayList<>(List.of("country,city,vintage,tier"));
        for (City city : Cities.listed()) {
            lines.add(Texts.csv(city.country(), city.name(), Cities.VINTAGE, city.tier()));
        }
        return lines;
    }

    private static List<String> population() {
        List<String> lines = new ArrayList<>(List.of("country,city,census_year,inhabitants"));
        Cities.INHABITANTS.entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(country ->
                        lines.add(Texts.csv(country.getKey(), "all", 2019, Math.round(country.getValue() * 1e6))));
        return lines;
    }

    private static List<String> fxRates(SimulationSettings settings) {
        List<String> lines = new ArrayList<>(List.of("rate_date,base_currency,currency,rate"));
        for (int day = settings.firstDay() - 10; day <= settings.lastDay(); day++) {
            if (FxSeries.isQuoted(day)) {
                long quote = FxSeries.quote(day);
                lines.add(Texts.csv(Days.text(day), "USD", "CNY", "%d.%04d".formatted(quote / 10_000, quote % 10_000)));
            }
        }
        return lines;
    }

    private static List<String> sellers(SimulationSettings settings) {
        List<String> lines =
                new ArrayList<>(List.of("platform,seller_id,country,city,birth_year,registered_at,is_maker"));
        for (Marketplace marketplace : Marketplace.ALL) {
            for (int number = 0; number < marketplace.sellers(settings.scale()); number++) {
                lines.add(Sellers.line(marketplace, number, settings.seed()));
            }
        }
        return lines;
    }
}
