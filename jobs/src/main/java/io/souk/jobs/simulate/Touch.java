package io.souk.jobs.simulate;

/**
 * A share, or something that a buyer saw.
 *
 * @param account who was touched; null for a share
 * @param at seconds since 1970
 * @param isPaid null where the platform does not say
 */
record Touch(
        Marketplace marketplace,
        Account account,
        String eventId,
        String type,
        long at,
        String channel,
        String sharerType,
        String sharerId,
        String partner,
        String shareId,
        String parentShareId,
        String productId,
        Boolean isPaid) {

    boolean isDirect() {
        return channel.equals("direct");
    }
}
