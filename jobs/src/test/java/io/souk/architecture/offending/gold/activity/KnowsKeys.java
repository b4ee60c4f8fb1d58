package io.souk.architecture.offending.gold.activity;

import io.souk.architecture.offending.gold.Keys;

/** Keeps the rules: all gold packages share their keys. */
class KnowsKeys {
    Keys keys;
}
