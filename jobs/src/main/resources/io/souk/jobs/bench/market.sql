-- A market of ${orders} orders, always the same: every choice is a hash of the order's number.
-- 730 days from 2024-01-01, every 50th order on a Singles' Day; buyers skewed (popularity falls with the square root of the
-- rank); one bot with every 100th event, a million at most; every 100th order a guest's.
create temp table platforms (number integer, platform varchar, platform_group varchar, first_day integer, counts_unpaid boolean);
insert into platforms values
  (0, 'taobao', 'alibaba', 0, true), (1, 'tmall', 'alibaba', 0, true), (2, 'jd', 'jd', 0, true),
  (3, 'pinduoduo', 'pinduoduo', 0, true), (4, 'aliexpress', 'alibaba', 120, false);

create temp macro share_of(key, salt) as (hash(key, salt) >> 11) / 9007199254740992.0;
create temp macro one_of(key, salt, choices) as (hash(key, salt) % choices)::integer;
create temp macro person_of(n, salt) as
  case when n % 100 = 0 and n < 100000000 then 0
       else 1 + floor(${persons} * pow(share_of(n, salt), 2))::bigint end;

copy (select platform, platform_group from platforms order by number) to '${folder}/platforms.parquet' (format parquet);

copy (
  with drawn as (
    select range as n, person_of(range, 1) as person from range(${orders})
  ), described as (
    select n, person, p.platform, p.platform_group, p.counts_unpaid,
      person <> 0 and n % 100 = 1 as is_guest,
      date '2024-01-01' + case
        when n % 50 = 7 then [315, 680][1 + one_of(n, 2, 2)]
        else p.first_day + one_of(n, 3, 730 - p.first_day) end as day,
      -- No two orders share a moment.
      to_microseconds(((n * 48271) % 100000000) * 864) as time_of_day,
      one_of(n, 4, 100) < 94 as is_paid,
      one_of(n, 5, 100) < 2 as is_flagged,
      one_of(n, 6, 100) < 2 as cancels,
      1 + one_of(n, 7, 3) as units,
      case when n % 1000 = 13 then 0 else 100 + (10000 * pow(share_of(n, 8), 3))::bigint end as gmv_minor,
      -- Now and then an order goes to another city than the buyer's own.
      case when one_of(n, 9, 100) < 5 then one_of(n, 10, 300) else one_of(person, 10, 300) end as city_number
    from drawn join platforms p on p.number = case
      when one_of(n, 11, 100) < 70 then one_of(person, 12, 5)
      when one_of(n, 11, 100) < 95 then one_of(person, 13, 5)
      else one_of(n, 14, 5) end
  )
  select
    platform, 'o' || n as order_id, 'none' as storefront, platform_group,
    case when not is_guest then 'b' || person || case when one_of(n, 15, 200) = 0 then 'x' else '' end end as buyer_id,
    case when not is_guest then 'p' || person end as person_id,
    ((day + time_of_day)::timestamp)::timestamptz as placed_at,
    day as business_date,
    case when is_paid then ((day + time_of_day)::timestamp)::timestamptz end as paid_at,
    null::timestamptz as shipped_at, null::timestamptz as delivered_at,
    case when is_paid and cancels then ((day + 1 + time_of_day)::timestamp)::timestamptz end as cancelled_at,
    case when is_paid and cancels then day + 1 end as cancelled_date,
    is_paid, is_paid and cancels as is_cancelled, is_flagged, false as is_disputed,
    is_paid and not is_flagged and gmv_minor > 0 as counts_harmonised,
    (is_paid or counts_unpaid) and gmv_minor > 0 as counts_reported,
    units::bigint as units, gmv_minor as list_minor, 0::bigint as seller_discount_minor, gmv_minor,
    0::bigint as subsidy_minor, 0::bigint as shipping_minor, null::varchar as team_id,
    'cn' as country, 'city' || city_number as city,
    ['first', 'new-first', 'second', 'third', 'fourth', 'fifth', 'unknown'][1 + city_number % 7] as city_tier,
    ['post-70s', 'post-80s', 'post-90s', 'post-00s', 'unknown'][1 + one_of(person, 16, 5)] as generation,
    ['female', 'male', 'unknown'][1 + one_of(person, 17, 3)] as gender,
    [{'category': 'c' || one_of(n, 18, 20), 'product_id': 'i' || one_of(n, 19, 100000), 'seller_id': 's' || one_of(n, 20, 5000),
      'units': units::bigint, 'gmv_minor': gmv_minor}] as lines,
    ((day + time_of_day)::timestamp)::timestamptz as first_event_at,
    date_trunc('month', day)::date as business_month
  from described
) to '${folder}/orders.parquet' (format parquet);

-- Touches: one for two orders.
copy (
  with drawn as (
    select range as n, person_of(range, 21) as person from range(${orders} // 2)
  )
  select
    p.platform, ['click', 'exposure', 'review', 'store_visit'][1 + one_of(n, 22, 4)] as touch_type, 't' || n as touch_id,
    'p' || person as person_id, 'b' || person as buyer_id,
    ((date '2024-01-01' + one_of(n, 23, 730) + to_microseconds(((n * 48271) % 100000000) * 864 + 1))::timestamp)::timestamptz
      as touched_at,
    date '2024-01-01' + one_of(n, 23, 730) as business_date,
    ['wechat', 'weibo', 'search_ad', 'copy_link', 'offline_qr', 'direct'][1 + one_of(n, 24, 6)] as channel,
    null::varchar as sharer_id, ['none', 'friend', 'influencer'][1 + one_of(n, 25, 3)] as sharer_type, 'none' as partner,
    null::varchar as share_id, one_of(n, 26, 100) = 0 as is_own_share, one_of(n, 27, 4) = 0 as is_paid_touch,
    date_trunc('month', date '2024-01-01' + one_of(n, 23, 730))::date as business_month
  from drawn join platforms p on p.number = one_of(person, 12, 5)
) to '${folder}/touches.parquet' (format parquet);

-- Refunds take no order away: without them the market is smaller and the figures are the same.
copy (
  select '' as platform, '' as refund_id, '' as order_id, false as has_order, 0::bigint as counted_minor,
    now() as refunded_at, current_date as refund_date
  where false
) to '${folder}/refunds.parquet' (format parquet);
