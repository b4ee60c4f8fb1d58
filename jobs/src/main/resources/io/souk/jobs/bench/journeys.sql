-- ${orders} journeys, a person's each, always the same: every choice is a hash of the journey's number. One to six touches of
-- twelve channels, a day apart; nearly half have one touch, one in twelve has six. Every 25th ends in an order.
create temp macro share_of(key, salt) as (hash(key, salt) >> 11) / 9007199254740992.0;
create temp macro touches_of(n) as 1 + floor(6 * pow(share_of(n, 1), 2.2))::integer;
create temp macro moment_of(n, k) as
  ((date '2025-01-01' + (hash(n, 2) % 340)::integer + k::integer + to_microseconds((hash(n, 3) % 82800)::bigint * 1000000))::timestamp)::timestamptz;

copy (select 'jd' as platform, 'jd' as platform_group) to '${folder}/platforms.parquet' (format parquet);

copy (
  with numbered as (select range as n from range(${orders})),
  stepped as (select n, unnest(range(touches_of(n))) as k from numbered)
  select
    'jd' as platform, 'click' as touch_type, 't' || n || '-' || k as touch_id, 'p' || n as person_id, 'b' || n as buyer_id,
    moment_of(n, k) as touched_at, moment_of(n, k)::date as business_date,
    ['search', 'wechat', 'direct', 'weibo', 'display', 'influencer', 'copy_link', 'instagram', 'offline_qr', 'email',
      'youtube', 'whatsapp'][1 + floor(12 * pow(share_of(n * 8 + k, 4), 3))::integer] as channel,
    null::varchar as sharer_id, 'none' as sharer_type, 'none' as partner, null::varchar as share_id,
    false as is_own_share, false as is_paid_touch, date_trunc('month', moment_of(n, k))::date as business_month
  from stepped
) to '${folder}/touches.parquet' (format parquet);

-- An order comes an hour after the last touch.
copy (
  with bought as (
    select n, moment_of(n, touches_of(n) - 1) + interval 1 hour as bought_at
    from (select range as n from range(${orders}))
    where hash(n, 5) % 25 = 0
  )
  select
    'jd' as platform, 'o' || n as order_id, 'none' as storefront, 'jd' as platform_group,
    'b' || n as buyer_id, 'p' || n as person_id, bought_at as placed_at, bought_at::date as business_date, bought_at as paid_at,
    null::timestamptz as shipped_at, null::timestamptz as delivered_at, null::timestamptz as cancelled_at,
    null::date as cancelled_date, true as is_paid, false as is_cancelled, false as is_flagged, false as is_disputed,
    true as counts_harmonised, true as counts_reported, 1::bigint as units,
    100 + (hash(n, 6) % 10000)::bigint as list_minor, 0::bigint as seller_discount_minor,
    100 + (hash(n, 6) % 10000)::bigint as gmv_minor, 0::bigint as subsidy_minor, 0::bigint as shipping_minor,
    null::varchar as team_id, 'cn' as country, 'city' as city, 'first' as city_tier, 'post-90s' as generation,
    'female' as gender,
    [{'category': 'c', 'product_id': 'i', 'seller_id': 's', 'units': 1::bigint,
      'gmv_minor': 100 + (hash(n, 6) % 10000)::bigint}] as lines,
    bought_at as first_event_at, date_trunc('month', bought_at)::date as business_month
  from bought
) to '${folder}/orders.parquet' (format parquet);

copy (
  select '' as platform, '' as refund_id, '' as order_id, false as has_order, 0::bigint as counted_minor,
    now() as refunded_at, current_date as refund_date
  where false
) to '${folder}/refunds.parquet' (format parquet);
