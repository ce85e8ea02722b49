"""Work on a connection of its own, for what two transactions do to each other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import TypeVar

import pytest
from django.db import connection, transaction

T = TypeVar("T")
AWHILE = 0.3
"""In seconds: long enough for a write that nothing holds back."""

two_transactions = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")


def aside(work: Callable[[], T]) -> Future[T]:
    """Start work on a connection of its own."""

    def alone() -> T:
        try:
            return work()
        finally:
            connection.close()

    pool = ThreadPoolExecutor(1)
    started = pool.submit(alone)
    pool.shutdown(wait=False)
    return started


class Kept:
    """A write on a connection of its own whose transaction stays open until `end`."""

    def __init__(self, write: Callable[[], object]) -> None:
        self._written, self._may_end = Event(), Event()
        self._done = aside(lambda: self._run(write))
        assert self._written.wait(10)

    @transaction.atomic
    def _run(self, write: Callable[[], object]) -> None:
        try:
            write()
        finally:
            self._written.set()
        self._may_end.wait(10)

    def end(self) -> None:
        self._may_end.set()
        self._done.result(10)
