"""nginx as Debian ships it, serving a release with the configuration that the release brings."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAIN = """
daemon off;
pid {scratch}/pid;
error_log {scratch}/error.log;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path {scratch}/t1;
    proxy_temp_path {scratch}/t2;
    fastcgi_temp_path {scratch}/t3;
    uwsgi_temp_path {scratch}/t4;
    scgi_temp_path {scratch}/t5;
    map_hash_bucket_size 256;
    map $uri $site_builder_gone {{
        default "";
        include {output}/server/gone.map;
    }}
    server {{
        listen 127.0.0.1:{port};
        set $site_builder_root {output}/site;
        include {output}/server/nginx.conf;
    }}
}}
"""


@contextmanager
def nginx(scratch: Path, output: Path) -> Iterator[int]:
    """The port of an nginx that serves ``output/site`` as ``output/server`` says."""
    binary = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if binary is None:
        pytest.skip("nginx is not installed (Debian: nginx-light)")
    port = free_port()
    # Started by root, nginx would read as nobody, who may not enter pytest's folders.
    user = "" if os.geteuid() else "user root;"
    main = MAIN.format(scratch=scratch, output=output, port=port, user=user)
    (scratch / "main.conf").write_text(main, "utf-8")
    command = [binary, "-p", str(scratch), "-c", str(scratch / "main.conf")]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port, process, scratch / "error.log")
            yield port
        finally:
            process.terminate()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a server answers; fail with its log where it ended instead."""
    for _ in range(100):
        if process.poll() is not None:
            pytest.fail(log.read_text("utf-8") if log.exists() else "the server ended")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("the server did not answer")
