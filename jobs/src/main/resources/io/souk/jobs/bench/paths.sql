-- Journeys as the field keeps them: each path once, with how many took it and what became of them. Direct touches stay only
-- where there are no others.
copy (
  with walked as (
    select person_id, list(channel order by touched_at) as channels from read_parquet('${market}/touches.parquet') group by 1
  ), named as (
    select person_id, list_filter(channels, c -> c <> 'direct') as indirect, channels from walked
  )
  select
    array_to_string(case when len(indirect) > 0 then indirect else channels end, ' > ') as path,
    count(o.person_id) as total_conversions,
    coalesce(sum(o.gmv_minor), 0) / 100 as total_conversion_value,
    count(*) - count(o.person_id) as total_null
  from named left join read_parquet('${market}/orders.parquet') o on o.person_id = named.person_id
  group by 1
) to '${out}/paths.parquet' (format parquet);
