package io.souk.architecture.offending.silver;

import io.souk.architecture.offending.gold.sales.Sales;

class KnowsGold {
    Sales sales;
}
