package io.souk.architecture.offending.bronze;

import io.souk.architecture.offending.silver.Orders;

class KnowsSilver {
    Orders orders;
}
