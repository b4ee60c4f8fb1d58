-- What the bitmaps are made of: a row for each buyer and day, buyers numbered within their platform.
create temp table scopes as
select platform_group, 'group:' || platform_group as scope
from read_parquet('${market}/platforms.parquet') group by platform_group having count(*) > 1;

create temp table history as
with starts as (
  select platform, platform_group, min(business_date) as start
  from read_parquet('${market}/orders.parquet') group by platform, platform_group
)
select platform as scope, start from starts
union all
select scope, min(start) from starts join scopes using (platform_group) group by scope
union all
select 'all', min(start) from starts;

create temp table orders as
select o.platform, s.scope as group_scope, buyer_id, person_id, business_date as day, placed_at, city_tier,
  counts_harmonised, counts_reported
from read_parquet('${market}/orders.parquet') o left join scopes s using (platform_group)
where buyer_id is not null and (counts_harmonised or counts_reported);

create temp table entities as
with entities as (
  select platform as scope, buyer_id as entity, day, placed_at, city_tier, counts_harmonised, counts_reported from orders
  union all
  select group_scope, person_id, day, placed_at, city_tier, counts_harmonised, counts_reported
  from orders where group_scope is not null
  union all
  select 'all', person_id, day, placed_at, city_tier, counts_harmonised, counts_reported from orders
)
select scope, day, entity,
  arg_max(city_tier, placed_at) filter (where counts_harmonised) as harmonised,
  arg_max(city_tier, placed_at) filter (where counts_reported) as reported
from entities group by scope, entity, day;

create temp table numbered as
with numbers as (
  select scope, entity, (row_number() over (partition by scope) - 1)::integer as number
  from (select distinct scope, entity from entities)
)
select scope, 'harmonised' as definition, harmonised as tier, day, number
from entities join numbers using (scope, entity) where harmonised is not null
union all
select scope, 'reported', reported, day, number
from entities join numbers using (scope, entity) where reported is not null;
