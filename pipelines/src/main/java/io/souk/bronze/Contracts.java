package io.souk.bronze;

import java.util.List;
import java.util.Optional;

/** Every contract that a source can be mapped to. */
public final class Contracts {

    public static final List<Contract> ALL = List.of(
            Platforms.CONTRACT,
            CityTiers.CONTRACT,
            Channels.CONTRACT,
            Population.CONTRACT,
            FxRates.CONTRACT,
            Sellers.CONTRACT,
            BuyerProfiles.CONTRACT,
            OrderEvents.CONTRACT,
            ShareEvents.CONTRACT,
            Sessions.CONTRACT,
            Spend.CONTRACT);

    private Contracts() {}

    public static Optional<Contract> named(String name) {
        return ALL.stream().filter(contract -> contract.name().equals(name)).findFirst();
    }
}
