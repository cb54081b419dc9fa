"""PgBouncer before the databases, haproxy before the nodes, Redis beside them; and the portal itself."""

import os
import signal
import socket
import sys
import threading
import time

from bench.scaling.postgres import NAME, PORT
from bench.scaling.programs import as_nobody, free_port, listens, packages, until

PGBOUNCER = """
[databases]
{name} = host={primary} port={at} dbname={name} user=postgres
{name}_replica = host={replica} port={at} dbname={name} user=postgres

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 8
max_client_conn = 200
ignore_startup_parameters = extra_float_digits,options
server_login_retry = 1
server_connect_timeout = 2
query_wait_timeout = 10
"""
HAPROXY = """
global
    maxconn 400

defaults
    mode http
    option forwardfor
    retries 3
    option redispatch 1
    timeout connect 2s
    timeout client 30s
    timeout server 30s
    timeout check 2s
    default-server inter 1s fall 1 rise 1 observe layer4 error-limit 1 on-error mark-down

frontend portal
    bind 127.0.0.1:{port}
    http-request set-header X-Forwarded-Proto http
    acl reads method GET HEAD
    acl ours req.cook(sessionid) -m found
    acl ours req.cook(csrftoken) -m found
    use_backend visitors if reads !ours
    default_backend people

# Pages for everybody. They need no primary, so only the process is asked for.
backend visitors
    balance roundrobin
    retry-on conn-failure empty-response response-timeout 502 503
    option httpchk
    http-check send meth GET uri /healthz hdr Host 127.0.0.1
{servers}

# What is read is tried again elsewhere; what is sent only where it cannot have arrived.
backend people
    balance roundrobin
    retry-on conn-failure empty-response response-timeout 502 503
    http-request disable-l7-retry unless {{ method GET HEAD }}
    option httpchk
    http-check send meth GET uri /readyz hdr Host 127.0.0.1
{servers}
"""


class Front:
    """PgBouncer, haproxy and Redis, on ports of their own."""

    def __init__(self, programs, found, primary, standby):
        self.programs, self.found = programs, found
        self.pooler, self.proxy, self.redis = free_port(), free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.proxy}"
        self.point_pooler_to(primary, standby)

    def start_pooler(self):
        self.programs.start("pgbouncer", self.found["pgbouncer"], self._pooler_settings, **as_nobody())
        until(lambda: listens(self.pooler), what="PgBouncer")

    def point_pooler_to(self, primary, replica):
        """Where statements go from now on: what `RELOAD` does after pgbouncer.ini was changed."""
        self._pooler_settings = self.programs.folder / "pgbouncer.ini"
        places = {"primary": primary.home, "replica": replica.home}
        self._pooler_settings.write_text(PGBOUNCER.format(name=NAME, at=PORT, port=self.pooler, **places))
        if "pgbouncer" in self.programs.running:
            self.programs.say("pgbouncer", signal.SIGHUP)

    def start_redis(self):
        quiet = ("--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--dir", self.programs.folder)
        self.programs.start("redis", self.found["redis-server"], "--port", self.redis, *quiet)
        until(lambda: listens(self.redis), what="Redis")

    def keys_in_redis(self):
        with socket.create_connection(("127.0.0.1", self.redis), timeout=5) as asking:
            asking.sendall(b"DBSIZE\r\n")
            return int(asking.recv(100).strip(b":\r\n"))

    def start_proxy(self, nodes):
        servers = "\n".join(f"    server {name} 127.0.0.1:{port} check" for name, port in nodes.items())
        settings = self.programs.folder / "haproxy.cfg"
        settings.write_text(HAPROXY.format(port=self.proxy, servers=servers))
        self.programs.start("haproxy", self.found["haproxy"], "-db", "-f", settings)
        until(lambda: listens(self.proxy), what="haproxy")


class Portal:
    """Web nodes and workers, which know of each other only by the database, the cache and the folder of pictures."""

    def __init__(self, programs, front, direct, store):
        self.programs, self.ports = programs, {}
        self.is_over, self._starts = threading.Event(), 0
        folder = programs.folder
        self.environment = {
            **os.environ,
            "COLOPHON_MODE": "production",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "COLOPHON_VAR": str(folder),
            "SECRET_KEY": "the same on every machine, and in this trial no secret at all",
            "SITE_URL": front.url,
            "ALLOWED_HOSTS": "127.0.0.1",
            "HTTPS": "false",
            "BEHIND_PROXY": "true",
            "TRUSTED_PROXY_COUNT": "1",
            "DATABASE_URL": f"postgres://postgres@127.0.0.1:{front.pooler}/{NAME}",
            "DATABASE_DIRECT_URL": direct,
            "DATABASE_REPLICA_URL": f"postgres://postgres@127.0.0.1:{front.pooler}/{NAME}_replica",
            "PGBOUNCER": "true",
            "CACHE_URL": f"redis://127.0.0.1:{front.redis}/0",
            "EMAIL_URL": f"filemail:///{folder}/mail",
            "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(folder / "static"),
            "LOG_LEVEL": "WARNING",
            "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": packages(
                "scale-packages",
                *("--no-deps", "--require-hashes", "-r", "requirements-redis.txt", "-r", "requirements-s3.txt"),
            ),
            **store,
        }

    def start_node(self, name):
        port = self.ports.setdefault(name, free_port())
        gunicorn = (
            "-m",
            "gunicorn",
            "config.wsgi:application",
            f"--bind=127.0.0.1:{port}",
            "--workers=2",
            "--threads=4",
        )
        quiet = ("--limit-request-line=8190", "--graceful-timeout=5", "--no-control-socket", "--log-level=warning")
        self.programs.start(name, sys.executable, *gunicorn, *quiet, environment=self.environment)

    def wait_for_nodes(self):
        until(lambda: all(map(listens, self.ports.values())), 60, "the nodes")

    def keep_workers(self, *names):
        """As systemd does: a worker that ends is started again after a while, and housekeeping runs every minute."""
        for name in names:
            self._start_worker(name)
        threading.Thread(target=self._keep, args=(names,), daemon=True).start()

    def _keep(self, names, housekeeping=60):
        last = time.monotonic()
        while not self.is_over.wait(2):
            for name in names:
                if name not in self.programs.running or self.programs.running[name].poll() is not None:
                    self._start_worker(name)
            if time.monotonic() > last + housekeeping:
                last = time.monotonic()
                self.programs.start(
                    "housekeeping", sys.executable, "manage.py", "housekeeping", environment=self.environment
                )

    def _start_worker(self, name):
        self._starts += 1  # no two have the same name, or nobody could say whose a task is
        work = ("manage.py", "db_worker", "--no-reload", "--queue-name=*", f"--worker-id={name}.{self._starts}")
        self.programs.start(name, sys.executable, *work, "--skip-checks", environment=self.environment)
