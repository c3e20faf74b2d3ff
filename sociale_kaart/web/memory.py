"""Remembers the latest answers to questions that many visitors ask."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")


class Memory(Generic[Question, Answer]):
    """The answers to the questions asked last, at most so many; any number of threads may ask."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Question, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, question: Question, work_out: Callable[[], Answer]) -> Answer:
        """The answer; worked out where it is not remembered, by one thread while the others wait for it."""
        with self._lock:
            if question not in self._answers:
                self._answers[question] = work_out()
                if len(self._answers) > self._most:
                    self._answers.popitem(last=False)
            self._answers.move_to_end(question)
            return self._answers[question]
