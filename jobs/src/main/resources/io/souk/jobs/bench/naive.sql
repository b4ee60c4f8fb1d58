-- Active buyers, totals only, as one writes them first: join every date with the orders of its window, count distinct.
copy (
  with owners as (
    select platform_group from read_parquet('${market}/platforms.parquet') group by platform_group having count(*) > 1
  ), orders as (
    select * from read_parquet('${market}/orders.parquet')
  ), entities as (
    select platform, buyer_id as entity, business_date, counts_harmonised, counts_reported from orders
    union all
    select 'group:' || platform_group, person_id, business_date, counts_harmonised, counts_reported
    from orders semi join owners using (platform_group)
    union all
    select 'all', person_id, business_date, counts_harmonised, counts_reported from orders
  ), dates as (
    select unnest(generate_series(date '${first}', date '${last}', interval 1 day))::date as day
  ), windows as (
    select day, '1d' as window_length, day as first_day from dates union all
    select day, '7d', day - 6 from dates union all
    select day, '30d', day - 29 from dates union all
    select day, '12m', (day - interval 12 month)::date + 1 from dates
  ), counted as (
    select day, platform, window_length,
      count(distinct entity) filter (where counts_harmonised) as harmonised,
      count(distinct entity) filter (where counts_reported) as reported
    from windows join entities on business_date between first_day and day
    group by day, platform, window_length
  ), starts as (
    select platform, min(business_date) as start from entities group by platform
  ), rows as (
    select w.day, platform, window_length, coalesce(harmonised, 0) as harmonised, coalesce(reported, 0) as reported
    from windows w join starts on w.day >= start left join counted using (day, platform, window_length)
  )
  select day as as_of_date, platform, 'harmonised' as definition, window_length, 'all' as segment_kind, harmonised as active_buyers
  from rows
  union all
  select day, platform, 'reported', window_length, 'all', reported from rows
) to '${out}/active_buyers.parquet' (format parquet);
