"""How gunicorn serves the site: one worker a core, four threads each, restarts that drop nobody."""

import os
from pathlib import Path

import environ

environ.Env.read_env(Path(__file__).resolve().parent.parent / ".env")

_host = os.environ.get("HOST", "127.0.0.1")
bind = f"{f'[{_host}]' if ':' in _host else _host}:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"  # a slow reader or a waiting save holds a thread, not a worker
workers = int(os.environ.get("WEB_CONCURRENCY", os.cpu_count() or 1))
threads = 4  # measured: 16 were slower, 2 gave 0.86 of 4
timeout = 30  # seconds
graceful_timeout = 30  # seconds that running requests get when a worker is told to stop
keepalive = 5
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")  # whose X-Forwarded-Proto counts
max_requests = 10_000  # a worker is renewed after so many, staggered by the jitter
max_requests_jitter = 1_000
control_socket_disable = True  # it would lie in the home folder, outside DATA_DIR
limit_request_line = 8_190
errorlog = "-"
accesslog = os.environ.get("ACCESS_LOG") or None
