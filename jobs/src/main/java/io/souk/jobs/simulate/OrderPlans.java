package io.souk.jobs.simulate;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides who orders what and when, and whether the order is paid: all that prices depend on.
 *
 * <p>A lasting buyer orders on joining and then every eight to twelve months at least; more orders follow the
 * company's seasons and growth. That is about three orders a year, far fewer than real buyers place: the market stays
 * small, and orders are worth more, so that GMV per buyer is right.
 */
final class OrderPlans {

    private static final int[] TEAM_SIZES = {2, 3, 5, 10};
    private static final double[] TEAM_PRICES = {0.88, 0.84, 0.79, 0.74};
    private static final int JUHUASUAN_OPENS = Days.of("2019-08-01");
    private static final int JINGXI_OPENS = Days.of("2019-09-17");
    private static final int BILLION_SUBSIDIES_BEGIN = Days.of("2019-06-01");

    private final Market market;
    private final int firstDay;
    private final int lastDay;
    private final double[][] extraOrders;

    OrderPlans(Market market) {
        this.market = market;
        this.firstDay = market.settings().firstDay();
        this.lastDay = market.settings().lastDay();
        this.extraOrders = new double[Company.values().length][];
        for (Company company : Company.values()) {
            extraOrders[company.ordinal()] = extraOrders(company);
        }
    }

    /** Extra orders of one lasting buyer by quarter: in proportion to the GMV per buyer of the quarter. */
    private double[] extraOrders(Company company) {
        int first = Quarter.of(firstDay);
        int last = Quarter.of(lastDay);
        double[] spend = new double[last - first + 1];
        double sum = 0;
        for (int quarter = first; quarter <= last; quarter++) {
            spend[quarter - first] = company.quarterlyGmv(quarter) / company.buyers(Quarter.lastDay(quarter));
            sum += spend[quarter - first];
        }
        double[] orders = new double[spend.length];
        for (int i = 0; i < spend.length; i++) {
            double inside = market.seasons(company).partOf(first + i);
            orders[i] = company.extraOrders() * spend[i] / (sum / spend.length) * inside;
        }
        return orders;
    }

    /** Fills a circle with orders that know their lines and when they were paid, without prices. */
    void plan(Circle circle) {
        for (Person person : circle.persons) {
            Dice dice = Dice.of(market.settings().seed(), "orders", person.number);
            for (Company company : person.ranks.keySet()) {
                planCompany(person, company, dice);
            }
            if (person.isForeign) {
                planGuest(person, dice);
            }
        }
        Dice dice = Dice.of(market.settings().seed(), "teams", circle.number);
        for (Person person : circle.persons) {
            Account account = person.account(Marketplace.PINDUODUO);
            if (account != null) {
                for (Order order : List.copyOf(account.orders)) {
                    if (order.teamId == null && dice.chance(0.3)) {
                        gatherTeam(circle, order, dice);
                    }
                }
            }
        }
    }

    private void planCompany(Person person, Company company, Dice dice) {
        Membership membership = market.membership(company);
        long rank = person.ranks.get(company);
        int joinDay = membership.joinDay(rank);
        if (membership.isVisitor(rank)) {
            place(person, company, firstDay + dice.below(lastDay - firstDay + 1), true, dice);
            return;
        }
        if (joinDay == Membership.NEVER) {
            return;
        }
        int day = joinDay == Membership.BEFORE ? firstDay + dice.below(300) : joinDay;
        while (day <= lastDay) {
            place(person, company, day, true, dice);
            day += dice.between(240, 358);
        }
        double[] extra = extraOrders[company.ordinal()];
        int first = Quarter.of(firstDay);
        for (int i = 0; i < extra.length; i++) {
            int orders = dice.around(extra[i] * person.appetite);
            for (int order = 0; order < orders; order++) {
                int extraDay = market.seasons(company).day(first + i, dice);
                if (extraDay > joinDay) {
                    place(person, company, extraDay, false, dice);
                }
            }
        }
    }

    private void planGuest(Person person, Dice dice) {
        int orders = dice.around(0.15 * (lastDay - firstDay + 1) / 365.0);
        for (int i = 0; i < orders; i++) {
            int day = firstDay + dice.below(lastDay - firstDay + 1);
            Marketplace marketplace = Marketplace.ALIEXPRESS;
            long moment = person.freeMoment(marketplace.moment(day, Seasons.secondOfDay(day, dice)));
            String id = person.nextOrderId(marketplace);
            Order order = new Order(id, marketplace, null, person.city.country(), moment);
            addLines(order, dice);
            pay(order, dice);
            person.guestOrders.add(order);
        }
    }

    private void place(Person person, Company company, int day, boolean firm, Dice dice) {
        Marketplace marketplace =
                switch (company) {
                    case ALIBABA -> dice.chance(person.tmallPart) ? Marketplace.TMALL : Marketplace.TAOBAO;
                    case PINDUODUO -> Marketplace.PINDUODUO;
                    case JD -> Marketplace.JD;
                    case ALIEXPRESS -> Marketplace.ALIEXPRESS;
                };
        long moment = person.freeMoment(marketplace.moment(day, Seasons.secondOfDay(day, dice)));
        Account account = person.account(marketplace);
        String country = person.isForeign && !account.profiles.isEmpty() ? person.city.country() : null;
        Order order = new Order(person.nextOrderId(marketplace), marketplace, account, country, moment);
        order.isFirm = firm;
        addLines(order, dice);
        order.storefront = storefront(order, dice);
        pay(order, dice);
        account.orders.add(order);
    }

    private void addLines(Order order, Dice dice) {
        Profile buyer = order.buyer();
        int lines = dice.chance(0.15) ? 2 : 1;
        boolean isFree = !order.isFirm && dice.chance(0.002);
        for (int i = 0; i < lines; i++) {
            Product product = Catalog.product(order.marketplace, buyer, dice);
            double discount = isFree ? 1 : dice.chance(0.25) ? dice.between(5, 20) / 100.0 : 0;
            double subsidy = subsidy(order, product, dice);
            int quantity = dice.chance(0.12) ? dice.between(2, 4) : 1;
            order.lines.add(new Order.Line(product, sellerId(order.marketplace, dice), quantity, discount, subsidy));
        }
    }

    private String sellerId(Marketplace marketplace, Dice dice) {
        int sellers = marketplace.sellers(market.settings().scale());
        double place = dice.unit();
        return Sellers.id(marketplace, (int) (place * place * sellers));
    }

    private static double subsidy(Order order, Product product, Dice dice) {
        boolean isDear =
                product.category().equals("electronics") || product.category().equals("phones");
        boolean isProgramme = order.marketplace == Marketplace.PINDUODUO && order.day >= BILLION_SUBSIDIES_BEGIN;
        double chance = order.marketplace.isForeign() ? 0 : isProgramme && isDear ? 0.6 : 0.05;
        return dice.chance(chance) ? dice.between(5, 15) / 100.0 : 0;
    }

    private static String storefront(Order order, Dice dice) {
        boolean isLower = Cities.isLowerTier(order.buyer().city());
        String category = order.lines.get(0).product.category();
        return switch (order.marketplace) {
            case TAOBAO -> isJuhuasuan(order, isLower, dice) ? "juhuasuan" : null;
            case TMALL -> {
                if (category.equals(Catalog.LUXURY)) {
                    yield dice.chance(0.5) ? "luxury_pavilion" : dice.chance(0.4) ? "mei_com" : null;
                }
                yield isJuhuasuan(order, isLower, dice) ? "juhuasuan" : null;
            }
            case JD -> {
                boolean isFashion = category.equals("fashion") || category.equals("beauty");
                if (isFashion && dice.chance(0.3)) {
                    yield "vipshop";
                }
                yield order.day >= JINGXI_OPENS && dice.chance(isLower ? 0.25 : 0.05) ? "jingxi" : null;
            }
            default -> null;
        };
    }

    private static boolean isJuhuasuan(Order order, boolean isLower, Dice dice) {
        return order.day >= JUHUASUAN_OPENS && dice.chance(isLower ? 0.22 : 0.06);
    }

    /** Decides whether and when an order is paid: most within minutes, some after days, some never. */
    private void pay(Order order, Dice dice) {
        if (order.isFirm) {
            order.paidAt = order.placedAt + dice.between(5, 300);
            return;
        }
        double unpaid = order.marketplace == Marketplace.PINDUODUO ? 0.06 : 0.04;
        if (dice.chance(unpaid)) {
            return;
        }
        double speed = dice.unit();
        int delay = speed < 0.85
                ? dice.between(5, 600)
                : speed < 0.97 ? dice.between(600, 36_000) : dice.between(86_400, 250_000);
        long paidAt = order.placedAt + delay;
        if (order.marketplace.dayOf(paidAt) <= lastDay) {
            order.paidAt = paidAt;
        }
    }

    /** Friends of a circle buy the same product within a day, at the price of the team's size. */
    private void gatherTeam(Circle circle, Order order, Dice dice) {
        int size = dice.weighted(0.70, 0.18, 0.09, 0.03);
        List<Account> friends = new ArrayList<>();
        for (Person person : circle.persons) {
            Account account = person.account(Marketplace.PINDUODUO);
            if (person != order.account.person && account.hasJoinedBefore(order.day)) {
                friends.add(account);
            }
        }
        if (friends.isEmpty()) {
            return;
        }
        order.teamId = order.id + "-team";
        order.teamPrice = TEAM_PRICES[size];
        int wanted = TEAM_SIZES[size] - 1;
        for (int i = 0; i < wanted && !friends.isEmpty(); i++) {
            Account friend = friends.remove(dice.below(friends.size()));
            long moment = order.placedAt + dice.between(60, 60_000);
            if (dice.chance(0.1) || Marketplace.PINDUODUO.dayOf(moment + 60) > lastDay) {
                continue;
            }
            Order joined = new Order(
                    friend.person.nextOrderId(Marketplace.PINDUODUO),
                    Marketplace.PINDUODUO,
                    friend,
                    null,
                    friend.person.freeMoment(moment));
            Order.Line line = order.lines.get(0);
            joined.lines.add(new Order.Line(line.product, line.sellerId, 1, line.discountPart, line.subsidyPart));
            joined.teamId = order.teamId;
            joined.teamPrice = order.teamPrice;
            pay(joined, dice);
            friend.orders.add(joined);
        }
    }
}
