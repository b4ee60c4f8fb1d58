"""Souk's daily run as a DAG of Airflow 2.4 or later.

The run is one task, since it is all or nothing: it stages, audits and publishes by itself, and running it again does no
harm. A second task then keeps the lake small.
The date is yesterday in Shanghai, whatever the zone of the worker. catchup is off: after days of absence one
run takes up everything that has arrived.
"""

from datetime import timedelta

import pendulum
from airflow import DAG
from airflow.operators.bash import BashOperator

with DAG(
    dag_id="souk",
    schedule="30 6 * * *",
    start_date=pendulum.datetime(2026, 1, 1, tz="Asia/Shanghai"),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 3, "retry_delay": timedelta(minutes=10)},
) as dag:
    run = BashOperator(
        task_id="run",
        # A failed audit (3) stays failed when it is tried again, which does no harm; 4 means that another run is at work.
        bash_command=(
            "/opt/souk/bin/souk run --date yesterday --zone Asia/Shanghai"
            " --config /etc/souk/souk.yaml --log json"
        ),
    )
    maintain = BashOperator(
        task_id="maintain",
        bash_command="/opt/souk/bin/souk maintain --config /etc/souk/souk.yaml",
    )
    run >> maintain
