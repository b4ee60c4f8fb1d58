package io.souk.jobs.simulate;

import static io.souk.jobs.simulate.Curve.curve;

/**
 * Whose reported figures the market follows. Figures are in millions of people and billions of currency units, at the
 * ends of the periods that companies report. What no source states is marked as assumed.
 */
enum Company {
    /**
     * Taobao and Tmall together, as "China retail marketplaces". Buyers and mobile monthly users: Alibaba's results as
     * told by expydoc.com, insideretail.asia, insideretail.us, naaju.com, foxbusiness.com, insideretail.com.au,
     * ww01.net, daoinsights.com, ibmwl.com, globaltimes.cn, mimicnews.com. GMV of the years to March 2020 and 2021:
     * retailanalysis.igd.com, opportimes.com; the year to March 2019 is assumed.
     */
    ALIBABA(
            curve().at("2017-06-30", 466)
                    .at("2018-03-31", 552)
                    .at("2018-06-30", 576)
                    .at("2018-09-30", 601)
                    .at("2018-12-31", 636)
                    .at("2019-03-31", 654)
                    .at("2019-06-30", 674)
                    .at("2019-12-31", 711)
                    .at("2020-03-31", 726)
                    .at("2020-06-30", 742)
                    .at("2020-09-30", 757)
                    .at("2020-12-31", 779),
            curve().at("2018-03-16", 617)
                    .at("2018-06-16", 634)
                    .at("2019-03-16", 721)
                    .at("2020-03-16", 846)
                    .at("2020-06-16", 874)
                    .at("2020-12-16", 902),
            curve().at("2019-03-31", 5727).at("2020-03-31", 6589).at("2021-03-31", 7494),
            new double[] {0.22, 0.24, 0.23, 0.31},
            0.55),
    /**
     * Buyers, monthly users (average of the quarter) and GMV: Pinduoduo's results as told by chinainternetwatch.com,
     * marketscreener.com, benzinga.com, pandaily.com, globenewswire.com, wallstreet-online.de.
     */
    PINDUODUO(
            curve().at("2018-06-30", 343.6)
                    .at("2018-09-30", 385.5)
                    .at("2018-12-31", 418.5)
                    .at("2019-03-31", 443.3)
                    .at("2019-06-30", 483.2)
                    .at("2019-09-30", 536.3)
                    .at("2019-12-31", 585.2)
                    .at("2020-03-31", 628.1)
                    .at("2020-06-30", 683.2)
                    .at("2020-09-30", 731.3)
                    .at("2020-12-31", 788.4),
            curve().at("2018-05-15", 195.0)
                    .at("2018-08-15", 231.7)
                    .at("2018-11-15", 272.6)
                    .at("2019-02-15", 289.7)
                    .at("2019-05-15", 366.0)
                    .at("2019-08-15", 429.6)
                    .at("2019-11-15", 481.5)
                    .at("2020-02-15", 487.4)
                    .at("2020-05-15", 568.8)
                    .at("2020-08-15", 643.4)
                    .at("2020-11-15", 719.9),
            curve().at("2018-06-30", 262.1)
                    .at("2018-09-30", 344.8)
                    .at("2018-12-31", 471.6)
                    .at("2019-03-31", 557.4)
                    .at("2019-06-30", 709.1)
                    .at("2019-09-30", 840.2)
                    .at("2019-12-31", 1006.6)
                    .at("2020-03-31", 1157.2)
                    .at("2020-06-30", 1268.7)
                    .at("2020-12-31", 1667.6),
            new double[] {0.15, 0.20, 0.26, 0.39},
            0.38),
    /**
     * Buyers: JD's results as told by ir.jd.com, globenewswire.com, ww01.net, fashionunited.uk, and the published 334.4
     * million of September 2019. Monthly users and GMV are assumed: three in five buyers; RMB 1.68tn in 2018 and 2.09tn
     * in 2019.
     */
    JD(
            curve().at("2017-03-31", 236.5)
                    .at("2019-03-31", 310.5)
                    .at("2019-09-30", 334.4)
                    .at("2020-03-31", 387.4)
                    .at("2020-06-30", 417.4)
                    .at("2021-06-30", 531.9),
            curve().at("2018-06-15", 173).at("2019-12-15", 215).at("2020-12-15", 285),
            curve().at("2018-12-31", 1677).at("2019-12-31", 2085).at("2020-12-31", 2612),
            new double[] {0.22, 0.27, 0.22, 0.29},
            0.55),
    /** All assumed, in USD, but for sales that grew by 94% in 2019. */
    ALIEXPRESS(
            curve().at("2018-12-31", 40).at("2019-12-31", 60).at("2020-12-31", 75),
            curve().at("2018-12-15", 26).at("2019-12-15", 38).at("2020-12-15", 48),
            curve().at("2018-12-31", 9.00).at("2019-12-31", 17.46).at("2020-12-31", 24.00),
            new double[] {0.21, 0.23, 0.24, 0.32},
            0.55);

    private static final int BASE_YEAR = 2018;

    private final Curve buyers;
    private final Curve monthlyUsers;
    private final Curve yearlyGmv;
    private final double[] baseYearShares;
    private final double extraOrders;

    Company(Curve buyers, Curve monthlyUsers, Curve yearlyGmv, double[] baseYearShares, double extraOrders) {
        this.buyers = buyers;
        this.monthlyUsers = monthlyUsers;
        this.yearlyGmv = yearlyGmv;
        this.baseYearShares = baseYearShares;
        this.extraOrders = extraOrders;
    }

    /** Buyers active in the twelve months that end on a day. */
    double buyers(int day) {
        return buyers.on(day) * 1e6;
    }

    /** Active users of the month around a day. */
    double monthlyUsers(int day) {
        return monthlyUsers.on(day) * 1e6;
    }

    /** GMV of the twelve months that end on a day, in currency units. */
    double yearlyGmv(int day) {
        return yearlyGmv.on(day) * 1e9;
    }

    /**
     * GMV of one quarter in currency units, so that the twelve months to every quarter's end follow the reported ones:
     * the quarters of 2018 divide that year's GMV, each later one is that of a year before plus what the twelve months
     * grew by.
     */
    double quarterlyGmv(int quarter) {
        if (quarter < (BASE_YEAR + 1) * 4) {
            return yearlyGmv(Quarter.lastDay(BASE_YEAR * 4 + 3)) * baseYearShares[quarter % 4];
        }
        return quarterlyGmv(quarter - 4)
                + yearlyGmv(Quarter.lastDay(quarter))
                - yearlyGmv(Quarter.lastDay(quarter - 1));
    }

    /** Orders per buyer and quarter beyond the one a year that keeps a buyer active. */
    double extraOrders() {
        return extraOrders;
    }
}
