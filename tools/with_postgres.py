"""Run a command against a PostgreSQL cluster of its own: python tools/with_postgres.py make test

The cluster lives in a temporary folder, listens on a free port of 127.0.0.1, sorts as Vietnamese does, and is
stopped and removed when the command ends. The command finds it in DATABASE_URL.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_DURABILITY_OFF = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
"""For tests and benchmarks only: nothing here outlives the command."""


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "")]
    if not found[-1].is_file():
        sys.exit("PostgreSQL is not installed: apt-get install postgresql")
    return found[-1].parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _as_postgres(command: Sequence[str], folder: Path) -> None:
    """PostgreSQL refuses to run as root; anybody else runs it as himself."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*prefix, *command], check=True, stdout=subprocess.DEVNULL, cwd=folder)


@contextmanager
def cluster(settings: str = "") -> Iterator[str]:
    """The address of a running cluster, as a DATABASE_URL."""
    programs, port = _programs(), _free_port()
    folder = Path(tempfile.mkdtemp(prefix="canbo-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data = str(folder / "data")
        locale = ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=vi"]
        initdb = [str(programs / "initdb"), "-D", data, "-U", "canbo", "-A", "trust", "-E", "UTF8"]
        _as_postgres([*initdb, *locale], folder)
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {_DURABILITY_OFF} {settings}"
        control = [str(programs / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log")]
        _as_postgres([*control, "-o", options, "start"], folder)
        try:
            yield f"postgres://canbo@127.0.0.1:{port}/postgres"
        finally:
            _as_postgres([*control, "-m", "immediate", "stop"], folder)
    finally:
        shutil.rmtree(folder)


def main() -> int:
    with cluster() as address:
        return subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
