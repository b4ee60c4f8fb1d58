package io.souk.architecture.offending.money;

import io.souk.architecture.offending.time.KnowsMoney;

/** One half of a cycle. */
public class KnowsTime {
    KnowsMoney other;
}
