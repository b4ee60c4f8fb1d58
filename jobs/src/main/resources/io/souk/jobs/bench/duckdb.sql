-- Active buyers, growth accounting and overlap as intervals: from each buyer-day a buyer is active to the last day whose
-- window still holds it, or to the day before the next buyer-day. One LEAD, then sums by day; no join to a date spine.
create temp table calendar as
with days as (
  select unnest(generate_series(date '${first}', date '${last}' + 1200, interval 1 day))::date as day
), covers as (
  -- For a day d, the last day D with D - 12 months < d.
  select d.day, max(e.day) as last_day
  from days d join days e on e.day between d.day and d.day + 370 and (e.day - interval 12 month)::date < d.day
  group by d.day
)
select c.day, c.last_day + 1 as leaves_12m, s.last_day + 1 as forgotten_12m
from covers c join covers s on s.day = c.last_day + 1
where c.day <= date '${last}';

create temp table windows (window_length varchar, days integer);
insert into windows values ('1d', 1), ('7d', 7), ('30d', 30), ('12m', null);

create temp table scopes as
select platform_group as platform, 'group:' || platform_group as scope
from read_parquet('${market}/platforms.parquet') group by platform_group having count(*) > 1;

create temp table orders as
select o.platform, s.scope as group_scope, buyer_id, person_id, business_date as day, placed_at, city_tier,
  counts_harmonised, counts_reported
from read_parquet('${market}/orders.parquet') o left join scopes s on s.platform = o.platform_group
where buyer_id is not null and (counts_harmonised or counts_reported);

create temp table history as
with starts as (
  select platform, platform_group, min(business_date) as start
  from read_parquet('${market}/orders.parquet') group by platform, platform_group
)
select platform as scope, start from starts
union all
select scope, min(start) from starts join scopes on scopes.platform = platform_group group by scope
union all
select 'all', min(start) from starts;

create temp table buyer_days as
select platform as scope, buyer_id as entity, day,
  arg_max(city_tier, placed_at) filter (where counts_harmonised) as harmonised,
  arg_max(city_tier, placed_at) filter (where counts_reported) as reported
from orders group by platform, buyer_id, day
union all
select group_scope, person_id, day,
  arg_max(city_tier, placed_at) filter (where counts_harmonised),
  arg_max(city_tier, placed_at) filter (where counts_reported)
from orders where group_scope is not null group by group_scope, person_id, day
union all
select 'all', person_id, day,
  arg_max(city_tier, placed_at) filter (where counts_harmonised),
  arg_max(city_tier, placed_at) filter (where counts_reported)
from orders group by person_id, day;

-- How many buyers of a tier have a buyer-day, and then the next one? All windows follow from these counts.
create temp table steps as
with ordered as (
  select scope, 'harmonised' as definition, harmonised as tier, day,
    lead(day) over buyer as next_day, lag(day) over buyer is null as is_first
  from buyer_days where harmonised is not null
  window buyer as (partition by scope, entity order by day)
  union all
  select scope, 'reported', reported, day, lead(day) over reporting, lag(day) over reporting is null
  from buyer_days where reported is not null
  window reporting as (partition by scope, entity order by day)
)
select scope, definition, tier, day, coalesce(next_day, date '9999-01-01') as next_day, is_first, count(*) as buyers
from ordered group by all;
drop table buyer_days;

-- leaves: the first day whose window does not hold the day; forgotten: the first day whose window before does not either.
create temp table window_steps as
select scope, definition, tier, w.window_length, s.day, next_day, is_first, buyers,
  coalesce(s.day + w.days, c.leaves_12m) as leaves, coalesce(s.day + 2 * w.days, c.forgotten_12m) as forgotten
from steps s join calendar c on c.day = s.day cross join windows w;

create temp table active as
with changes as (
  select scope, definition, tier, window_length, day, buyers as change from window_steps
  union all
  select scope, definition, tier, window_length, least(leaves, next_day), -buyers from window_steps
), daily as (
  select scope, definition, tier, window_length, day, sum(change) as change from changes group by all
), keys as (
  select distinct scope, definition, tier, window_length from daily
), spine as (
  select keys.*, c.day from keys cross join calendar c
)
select scope, definition, tier, window_length, day,
  sum(coalesce(change, 0)) over (partition by scope, definition, tier, window_length order by day) as buyers
from spine left join daily using (scope, definition, tier, window_length, day);

create temp table totals as
select scope, definition, window_length, a.day, sum(buyers) as buyers
from active a join history h using (scope) where a.day >= h.start group by all;

copy (
  select day as as_of_date, scope as platform, definition, window_length, 'all' as segment_kind, 'all' as segment,
    buyers::bigint as active_buyers
  from totals
  union all
  select day, scope, definition, window_length, 'city_tier', tier, buyers::bigint from active where buyers <> 0
) to '${out}/active_buyers.parquet' (format parquet);

copy (
  with changes as (
    select scope, definition, window_length, day, buyers as gained, 0 as lost from window_steps where is_first
    union all
    select scope, definition, window_length, leaves, -buyers, 0 from window_steps where is_first
    union all
    select scope, definition, window_length, leaves, 0, buyers from window_steps where next_day > leaves
    union all
    select scope, definition, window_length, least(forgotten, next_day), 0, -buyers from window_steps where next_day > leaves
  ), daily as (
    select scope, definition, window_length, day, sum(gained) as gained, sum(lost) as lost from changes group by all
  ), dated as (
    select t.*, h.start,
      coalesce(t.day - w.days, (t.day - interval 12 month)::date) as previous_day,
      sum(coalesce(gained, 0)) over key as new_buyers, sum(coalesce(lost, 0)) over key as churned_buyers
    from totals t join history h using (scope) join windows w using (window_length)
    left join daily using (scope, definition, window_length, day)
    window key as (partition by scope, definition, window_length order by t.day)
  ), known as (
    select d.*, p.buyers as previous_buyers,
      coalesce(previous_day - w.days, (previous_day - interval 12 month)::date) + 1 >= d.start as is_known
    from dated d join windows w using (window_length)
    left join totals p on p.scope = d.scope and p.definition = d.definition and p.window_length = d.window_length
      and p.day = d.previous_day
  )
  select day as as_of_date, scope as platform, definition, window_length, buyers::bigint as active_buyers,
    case when is_known then previous_buyers end::bigint as previous_active_buyers,
    case when is_known then new_buyers end::bigint as new_buyers,
    case when is_known then previous_buyers - churned_buyers end::bigint as retained_buyers,
    case when is_known then buyers - new_buyers - (previous_buyers - churned_buyers) end::bigint as resurrected_buyers,
    case when is_known then churned_buyers end::bigint as churned_buyers
  from known
) to '${out}/buyer_growth.parquet' (format parquet);
drop table window_steps;
drop table active;

create temp table bits as
select platform, 1 << (row_number() over (order by platform) - 1)::integer as bit
from read_parquet('${market}/platforms.parquet');

create temp table person_days as
select person_id, day, bit, lead(day) over person as next_day, lag(day) over person as previous_day
from (select distinct person_id, platform, day from orders where counts_harmonised) join bits using (platform)
window person as (partition by person_id, bit order by day);

create temp table sets as
with covered as (
  select person_id, day, bit, coalesce(next_day, date '9999-01-01') as next_day, previous_day, w.window_length,
    coalesce(day + w.days, c.leaves_12m) as leaves, coalesce(previous_day + w.days, p.leaves_12m) as left_before
  from person_days join calendar c using (day) left join calendar p on p.day = previous_day cross join windows w
), changes as (
  select person_id, window_length, day, bit as change from covered where left_before is null or left_before < day
  union all
  select person_id, window_length, leaves, -bit from covered where leaves < next_day
), daily as (
  select person_id, window_length, day, sum(change) as change from changes group by all having sum(change) <> 0
), masks as (
  select window_length, day, change,
    sum(change) over (partition by person_id, window_length order by day) as mask
  from daily
)
select window_length, mask, day, sum(persons) as persons from (
  select window_length, mask, day, count(*) as persons from masks group by all
  union all
  select window_length, mask - change, day, -count(*) from masks group by all
) where mask <> 0 group by all;

copy (
  with names as (
    select m.mask, string_agg(platform, '+' order by platform) as platform_set
    from (select distinct mask from sets) m join bits on (m.mask::integer & bit) <> 0 group by m.mask
  ), keys as (
    select distinct window_length, mask from sets
  ), counted as (
    select k.window_length, k.mask, c.day,
      sum(coalesce(persons, 0)) over (partition by k.window_length, k.mask order by c.day) as persons
    from keys k cross join calendar c
    left join sets s on s.window_length = k.window_length and s.mask = k.mask and s.day = c.day
  )
  select day as as_of_date, window_length, platform_set, persons::bigint as persons
  from counted join names using (mask) where persons <> 0
) to '${out}/buyer_overlap.parquet' (format parquet);
