package io.souk.architecture.offending.time;

import io.souk.architecture.offending.money.KnowsTime;

/** The other half of a cycle. */
public class KnowsMoney {
    KnowsTime other;
}
