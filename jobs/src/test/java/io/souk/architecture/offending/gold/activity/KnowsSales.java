package io.souk.architecture.offending.gold.activity;

import io.souk.architecture.offending.gold.sales.Sales;

class KnowsSales {
    Sales sales;
}
