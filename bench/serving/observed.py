"""The portal with headers that say what an answer cost: statements, their time, and what Python did besides.

A WSGI application of its own: what it looks at takes a little time, so figures of CPU are not taken from it.
"""

import threading
from time import perf_counter, thread_time

from config.wsgi import application as portal

from django.db.backends.signals import connection_created  # isort: skip (after the settings are known)

mine = threading.local()


def _count(execute, sql, params, many, context):
    clock, cpu = perf_counter(), thread_time()
    try:
        return execute(sql, params, many, context)
    finally:
        mine.statements += 1
        mine.waited += perf_counter() - clock
        mine.within += thread_time() - cpu


def _watch(connection, **of_signal):
    if _count not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _count)  # the last one is somebody's, who takes it away again


connection_created.connect(_watch)


def application(environ, start_response):
    """The portal's answer, with X-Bench-Statements, and with X-Bench-SQL and X-Bench-Python in milliseconds."""
    mine.statements, mine.waited, mine.within = 0, 0.0, 0.0
    begun = thread_time()

    def start(status, headers, exc_info=None):
        python = thread_time() - begun - mine.within
        told = {"Statements": mine.statements, "SQL": 1000 * mine.waited, "Python": 1000 * python}
        return start_response(status, [*headers, *((f"X-Bench-{of}", f"{n:.2f}") for of, n in told.items())], exc_info)

    return portal(environ, start)
