-- The gold tables beyond activity, after duckdb.sql and from its totals, history, calendar, scopes and windows: GMV, market
-- share, credit by every model but time decay, cohorts, switching. The market has no refunds and no subsidies, so nobody
-- asks for them here.
drop table orders;
drop table person_days;
drop table sets;

create temp macro amount_of(minor) as (minor::bigint * 0.01)::decimal(28,2);
create temp macro months_between(month, later) as
  (12 * (year(later) - year(month)) + month(later) - month(month))::integer;
-- Whole units for one of several touches; what is left over goes to the largest remainders, of equal ones to the earliest.
create temp macro equal_part(total, place, touches) as total // touches + (place <= total % touches)::integer;
-- Two fifths for the first, two for the last, one for all between. Ends have one remainder and those between have another.
create temp macro part_by_position(total, place, touches) as case
  when touches < 3 then equal_part(total, place, touches)
  else if(place in (1, touches), 2 * total // 5, total // (5 * (touches - 2))) + (
    case
      when 2 * total % 5 * (touches - 2) = total % (5 * (touches - 2)) then place
      when 2 * total % 5 * (touches - 2) > total % (5 * (touches - 2)) then
        case place when 1 then 1 when touches then 2 else place + 1 end
      else case place when 1 then touches - 1 when touches then touches else place - 1 end
    end <= total - 2 * (2 * total // 5) - (touches - 2) * (total // (5 * (touches - 2))))::integer
end;

create temp table sold as
with lines as (
  select business_date, platform, storefront, country, city_tier, is_paid, is_cancelled, is_flagged,
    buyer_id is null as is_guest, generate_subscripts(lines, 1) = 1 as is_main, unnest(lines) as line
  from read_parquet('${market}/orders.parquet')
)
select business_date, platform, storefront, country, city_tier, line.category as category,
  count(*) filter (where is_main) as orders_placed,
  count(*) filter (where is_main and is_paid) as orders_paid,
  count(*) filter (where is_main and is_guest) as guest_orders,
  count(*) filter (where is_main and is_flagged) as flagged_orders,
  sum(line.units)::bigint as units,
  sum(line.gmv_minor) as placed,
  coalesce(sum(line.gmv_minor) filter (where is_paid), 0) as paid,
  coalesce(sum(line.gmv_minor) filter (where is_cancelled), 0) as cancelled
from lines group by all;

copy (
  select business_date, platform, storefront, country, city_tier, category,
    orders_placed, orders_paid, guest_orders, flagged_orders, units,
    amount_of(placed) as gmv_placed, amount_of(placed - paid) as unpaid, amount_of(paid) as gmv_paid,
    amount_of(cancelled) as cancelled, amount_of(paid - cancelled) as gmv_net
  from sold
) to '${out}/gmv.parquet' (format parquet);

copy (
  with daily as (
    select platform, business_date as day, sum(orders_paid) as orders, sum(paid) as gmv_minor from sold group by all
  ), running as (
    select platform, c.day,
      sum(coalesce(orders, 0)) over so_far as orders, sum(coalesce(gmv_minor, 0)) over so_far as gmv_minor
    from read_parquet('${market}/platforms.parquet') cross join calendar c left join daily using (platform, day)
    window so_far as (partition by platform order by c.day)
  ), sides as (
    select t.day, window_length, t.scope as platform, t.buyers, p.buyers as persons,
      now.orders - coalesce(before.orders, 0) as orders, now.gmv_minor - coalesce(before.gmv_minor, 0) as gmv_minor
    from totals t join windows w using (window_length)
    join totals p using (definition, window_length, day)
    join running now on now.platform = t.scope and now.day = t.day
    left join running before on before.platform = t.scope
      and before.day = coalesce(t.day - w.days, (t.day - interval 12 month)::date)
    where definition = 'harmonised' and p.scope = 'all'
  ), compared as (
    select *,
      buyers / nullif(sum(buyers) over market, 0) as buyers_share, buyers / nullif(persons, 0) as penetration,
      orders / nullif(sum(orders) over market, 0) as orders_share,
      gmv_minor / nullif(sum(gmv_minor) over market, 0) as gmv_share,
      rank() over (partition by day, window_length order by buyers desc)::integer as rank_by_buyers,
      rank() over (partition by day, window_length order by orders desc)::integer as rank_by_orders,
      rank() over (partition by day, window_length order by gmv_minor desc)::integer as rank_by_gmv
    from sides
    window market as (partition by day, window_length)
  )
  select day as business_date, window_length, platform, buyers::bigint as buyers, orders::bigint as orders,
    amount_of(gmv_minor) as gmv, buyers_share, penetration, orders_share, gmv_share,
    rank_by_buyers, rank_by_orders, rank_by_gmv,
    sum(pow(gmv_share * 100, 2)) over (partition by day, window_length) as hhi
  from compared
) to '${out}/market_share.parquet' (format parquet);

-- Sharer and channel by a number: orders keep it instead of texts.
create temp table kinds as
select row_number() over ()::smallint as kind, channel, sharer_type, partner
from (
  select channel, sharer_type, partner from read_parquet('${market}/touches.parquet') group by all
  union
  select 'direct', 'none', 'none'
);

create temp table touches as
select platform, person_id, epoch_us(touched_at) as moment, touch_type = 'exposure' as is_brief, channel = 'direct' as is_direct,
  is_paid_touch, kind
from read_parquet('${market}/touches.parquet') join kinds using (channel, sharer_type, partner) where not is_own_share;

create temp table paid as
select platform, person_id, epoch_us(placed_at) as moment, platform_group, buyer_id, business_date, city_tier,
  counts_harmonised, gmv_minor, case when is_cancelled then cancelled_date end as cancelled_date
from read_parquet('${market}/orders.parquet') where is_paid;

-- A join of orders and touches by person would explode for robots, so both are sorted once, and frames of 30 days and of a day
-- look back: for the first and the last touch by its moment (no person has two of one moment), and for how many there are,
-- numbered within their person, platform and sort. Only persons with touches on the platform are sorted.
create temp table events as
with unseen as (
  select *, false as is_order,
    case when not is_direct and not is_brief then moment end as lasting,
    case when not is_direct and is_brief then moment end as brief,
    case when is_direct and not is_brief then moment end as lasting_direct,
    case when is_direct and is_brief then moment end as brief_direct
  from touches
  union all by name
  select *, true as is_order from paid semi join touches using (platform, person_id)
)
select * exclude (lasting, brief, lasting_direct, brief_direct),
  coalesce(
    least(first_value(lasting ignore nulls) over month_back, first_value(brief ignore nulls) over day_back),
    least(first_value(lasting_direct ignore nulls) over month_back, first_value(brief_direct ignore nulls) over day_back))
    as first_moment,
  coalesce(
    greatest(last_value(lasting ignore nulls) over month_back, last_value(brief ignore nulls) over day_back),
    greatest(last_value(lasting_direct ignore nulls) over month_back, last_value(brief_direct ignore nulls) over day_back))
    as last_moment,
  count(lasting) over month_back as lasting_touches, count(brief) over day_back as brief_touches,
  count(lasting_direct) over month_back as lasting_direct_touches, count(brief_direct) over day_back as brief_direct_touches,
  count(lasting) over so_far as last_lasting, count(brief) over so_far as last_brief,
  count(lasting_direct) over so_far as last_lasting_direct, count(brief_direct) over so_far as last_brief_direct
from unseen
window
  so_far as (partition by person_id, platform order by moment),
  month_back as (partition by person_id, platform order by moment range between 2592000000000 preceding and current row),
  day_back as (partition by person_id, platform order by moment range between 86400000000 preceding and current row);

create temp table traced as
with placed as (
  select columns(c -> c in ('platform', 'person_id', 'moment', 'platform_group', 'buyer_id', 'business_date', 'city_tier',
    'counts_harmonised', 'gmv_minor', 'cancelled_date', 'first_moment', 'last_moment'))
  from events where is_order
  union all by name
  select * from paid anti join touches using (platform, person_id)
)
select o.* exclude (first_moment, last_moment), last_moment is not null as is_touched,
  coalesce(f.kind, n.kind) as first_kind, coalesce(l.kind, n.kind) as last_kind
from placed o
join kinds n on n.channel = 'direct' and n.sharer_type = 'none' and n.partner = 'none'
left join touches f on f.platform = o.platform and f.person_id = o.person_id and f.moment = o.first_moment
left join touches l on l.platform = o.platform and l.person_id = o.person_id and l.moment = o.last_moment;
drop table paid;
drop table touches;

-- Each touch that counts for an order, by its place among them; of more than 100 touches the first one and the last 99 count.
create temp table counted as
with orders as (
  select row_number() over () as order_number, platform, person_id, business_date, cancelled_date, gmv_minor,
    lasting_touches + brief_touches = 0 as is_direct,
    case when is_direct then lasting_direct_touches else lasting_touches end as lasting,
    case when is_direct then brief_direct_touches else brief_touches end as brief,
    case when is_direct then last_lasting_direct else last_lasting end as last_lasting,
    case when is_direct then last_brief_direct else last_brief end as last_brief,
    least(lasting + brief, 100) as touches
  from (select * exclude (is_direct) from events where is_order and last_moment is not null)
), wanted as (
  select * exclude (lasting, brief, last_lasting, last_brief), false as is_brief,
    unnest(if(lasting > 100, [last_lasting - lasting + 1], []) || range(last_lasting - least(lasting, 100) + 1, last_lasting + 1))
      as number
  from orders
  union all
  select * exclude (lasting, brief, last_lasting, last_brief), true,
    unnest(if(brief > 100, [last_brief - brief + 1], []) || range(last_brief - least(brief, 100) + 1, last_brief + 1))
  from orders
), numbered as (
  select platform, person_id, is_direct, is_brief, moment, is_paid_touch, kind,
    case
      when is_direct and is_brief then last_brief_direct when is_direct then last_lasting_direct
      when is_brief then last_brief else last_lasting end as number
  from events where not is_order
), found as (
  select order_number, w.platform, business_date, cancelled_date, gmv_minor, touches, is_paid_touch, kind,
    row_number() over (partition by order_number order by moment) as number,
    count(*) over (partition by order_number) as numbers
  from wanted w join numbered using (platform, person_id, is_direct, is_brief, number)
), placed as (
  select * exclude (number, numbers), if(number = 1, 1, touches - (numbers - number)) as place
  from found where number = 1 or numbers - number < 99
)
select platform, business_date, cancelled_date, gmv_minor, touches, kind, place,
  coalesce(max(place) filter (where is_paid_touch) over (partition by order_number), touches) as last_paid
from placed;
drop table events;

copy (
  with orders as (
    select platform, business_date, cancelled_date, is_touched, first_kind, last_kind,
      count(*) * 1000000 as millionths, sum(gmv_minor) as gmv_minor
    from traced group by all
  ), parts as (
    select 'first_touch' as model, platform, business_date, cancelled_date, first_kind as kind, millionths, gmv_minor from orders
    union all
    select 'last_touch', platform, business_date, cancelled_date, last_kind, millionths, gmv_minor from orders
    union all
    select unnest(['linear', 'position_based', 'last_paid']), platform, business_date, cancelled_date, last_kind, millionths,
      gmv_minor
    from orders where not is_touched
    union all
    select 'linear', platform, business_date, cancelled_date, kind, sum(equal_part(1000000, place, touches)),
      sum(equal_part(gmv_minor, place, touches))
    from counted group by all
    union all
    select 'position_based', platform, business_date, cancelled_date, kind, sum(part_by_position(1000000, place, touches)),
      sum(part_by_position(gmv_minor, place, touches))
    from counted group by all
    union all
    select 'last_paid', platform, business_date, cancelled_date, kind, count(*) * 1000000, sum(gmv_minor)
    from counted where place = last_paid group by all
  ), booked as (
    select business_date, platform, model, kind, millionths, gmv_minor, 0 as reversed_minor from parts
    union all
    select cancelled_date, platform, model, kind, 0, 0, gmv_minor from parts
    where cancelled_date is not null and gmv_minor > 0
  ), summed as (
    select business_date, platform, model, kind, sum(millionths)::bigint as millionths, sum(gmv_minor) as gmv_minor,
      sum(reversed_minor) as reversed_minor
    from booked group by all
  )
  select business_date, platform, model, channel, sharer_type, partner,
    (millionths * 0.000001)::decimal(20,6) as credited_orders, amount_of(gmv_minor) as credited_gmv,
    amount_of(reversed_minor) as reversed, amount_of(gmv_minor - reversed_minor) as credited_net
  from summed join kinds using (kind)
) to '${out}/channel_attribution.parquet' (format parquet);
drop table counted;

create temp table buyer_months as
with counting as (
  select t.*, s.scope as group_scope, date_trunc('month', business_date)::date as month
  from traced t left join scopes s on s.platform = t.platform_group
  where buyer_id is not null and counts_harmonised
)
select platform as scope, buyer_id as entity, month, count(*) as orders, sum(gmv_minor) as gmv_minor,
  arg_min(last_kind, moment) as kind, arg_min(city_tier, moment) as city_tier
from counting group by platform, buyer_id, month
union all
select group_scope, person_id, month, count(*), sum(gmv_minor), arg_min(last_kind, moment), arg_min(city_tier, moment)
from counting where group_scope is not null group by group_scope, person_id, month
union all
select 'all', person_id, month, count(*), sum(gmv_minor), arg_min(last_kind, moment), arg_min(city_tier, moment)
from counting group by person_id, month;

copy (
  with followed as (
    select scope, first_value(month) over buyer as cohort_month, first_value(kind) over buyer as kind,
      first_value(city_tier) over buyer as city_tier, month, orders, gmv_minor
    from buyer_months window buyer as (partition by scope, entity order by month)
  ), monthly as (
    select scope, cohort_month, channel as first_channel, city_tier, month,
      count(*) as buyers, sum(orders) as orders, sum(gmv_minor) as gmv_minor
    from followed join kinds using (kind) group by all
  ), months as (
    select distinct date_trunc('month', day)::date as month from calendar
  ), spine as (
    select c.scope, c.cohort_month, c.first_channel, c.city_tier, c.buyers as cohort_size, m.month
    from monthly c join months m on m.month >= c.cohort_month where c.month = c.cohort_month
  ), dated as (
    select s.*, coalesce(buyers, 0) as buyers, coalesce(orders, 0) as orders, coalesce(gmv_minor, 0) as gmv_minor,
      sum(coalesce(gmv_minor, 0)) over (partition by scope, cohort_month, first_channel, city_tier order by month)::bigint
        as to_date_minor
    from spine s left join monthly using (scope, cohort_month, first_channel, city_tier, month)
  ), halved as (
    select *, to_date_minor // cohort_size as whole, 2 * (to_date_minor % cohort_size) - cohort_size as beyond_half from dated
  )
  select cohort_month, months_between(cohort_month, month) as months_since, scope as platform, first_channel, city_tier,
    month as month_of_orders, cohort_size, buyers::bigint as buyers, orders::bigint as orders,
    amount_of(gmv_minor) as gmv, amount_of(to_date_minor) as gmv_to_date,
    -- Half to even, in whole numbers.
    amount_of(whole + (beyond_half > 0 or (beyond_half = 0 and whole % 2 = 1))::integer) as ltv,
    last_day(month) <= date '${last}' as is_month_complete,
    months_between(date_trunc('month', start)::date, cohort_month) as months_of_history
  from halved join history using (scope)
) to '${out}/cohorts.parquet' (format parquet);

-- Switching. GMV and orders of a person on a platform are one number, minor units before orders: such numbers add up, and
-- the largest one is of the main platform, if the place of the platform decides between equals.
create temp macro gmv_of(main) as main // 8 // 2097152;
create temp macro place_of(main) as if(main < 8, -1, 7 - main % 8);

create temp table places as
select platform, row_number() over (order by platform) - 1 as place from read_parquet('${market}/platforms.parquet');

create temp table ways as
with bought as (
  select person_id, place, business_date as day, sum(gmv_minor * 2097152 + 1)::bigint as bought
  from read_parquet('${market}/orders.parquet') join places using (platform)
  where buyer_id is not null and counts_harmonised group by all
), dated as (
  select person_id, place, day, bought, window_length, coalesce(day + w.days, leaves_12m) as leaves,
    coalesce(day + 2 * w.days, forgotten_12m) as forgotten
  from bought join calendar using (day) cross join windows w
), changes as (
  select person_id, window_length, day, place, bought as now, 0 as before from dated
  union all
  select person_id, window_length, leaves, place, -bought, bought from dated
  union all
  select person_id, window_length, forgotten, place, 0, -bought from dated
), wide as (
  select person_id, window_length, day,
    sum(if(place = 0, now, 0))::bigint as now_0, sum(if(place = 0, before, 0))::bigint as before_0,
    sum(if(place = 1, now, 0))::bigint as now_1, sum(if(place = 1, before, 0))::bigint as before_1,
    sum(if(place = 2, now, 0))::bigint as now_2, sum(if(place = 2, before, 0))::bigint as before_2,
    sum(if(place = 3, now, 0))::bigint as now_3, sum(if(place = 3, before, 0))::bigint as before_3,
    sum(if(place = 4, now, 0))::bigint as now_4, sum(if(place = 4, before, 0))::bigint as before_4
  from changes group by all
), main as (
  select window_length, day, lead(day) over person as next_day,
    greatest(8 * sum(now_0) over person + 7, 8 * sum(now_1) over person + 6, 8 * sum(now_2) over person + 5,
      8 * sum(now_3) over person + 4, 8 * sum(now_4) over person + 3)::bigint as now,
    greatest(8 * sum(before_0) over person + 7, 8 * sum(before_1) over person + 6, 8 * sum(before_2) over person + 5,
      8 * sum(before_3) over person + 4, 8 * sum(before_4) over person + 3)::bigint as before
  from wide window person as (partition by person_id, window_length order by day)
), taken as (
  select window_length, place_of(before) as from_place, place_of(now) as to_place, day, next_day, count(*) as buyers,
    sum(gmv_of(before)) as gmv_before, sum(gmv_of(now)) as gmv_now
  from main where before >= 8 or now >= 8 group by all
)
select window_length, from_place, to_place, day, sum(buyers) as buyers, sum(gmv_before) as gmv_before, sum(gmv_now) as gmv_now
from (
  select window_length, from_place, to_place, day, buyers, gmv_before, gmv_now from taken
  union all
  select window_length, from_place, to_place, next_day, -buyers, -gmv_before, -gmv_now from taken
) group by all;

copy (
  with dates as (
    select c.day, window_length,
      coalesce(day - 2 * w.days, ((day - interval 12 month)::date - interval 12 month)::date) + 1 as first_before
    from calendar c cross join windows w
  ), known as (
    select d.*, not exists (
        from history h join places on scope = platform where h.start > d.first_before and h.start <= d.day)
        as is_history_complete
    from dates d where first_before >= (select start from history where scope = 'all')
  ), keys as (
    select distinct window_length, from_place, to_place from ways
  ), counted as (
    select k.*, c.day, sum(coalesce(buyers, 0)) over way as buyers, sum(coalesce(gmv_before, 0)) over way as gmv_before,
      sum(coalesce(gmv_now, 0)) over way as gmv_now
    from keys k cross join calendar c left join ways using (window_length, from_place, to_place, day)
    window way as (partition by k.window_length, k.from_place, k.to_place order by c.day)
  )
  select day as as_of_date, window_length, coalesce(f.platform, 'none') as from_platform,
    coalesce(t.platform, 'none') as to_platform, buyers::bigint as buyers, amount_of(gmv_before) as gmv_before,
    amount_of(gmv_now) as gmv_moved, is_history_complete
  from counted join known using (window_length, day)
  left join places f on f.place = from_place left join places t on t.place = to_place
  where buyers <> 0
) to '${out}/buyer_switching.parquet' (format parquet);
