"""Remembers the latest answers to questions that many visitors ask."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")


class Memory(Generic[Question, Answer]):
    """The answers to the questions asked last, at most so many; any number of threads may ask.

    Parameters
    ----------
    most : how many answers, or how much they weigh together
    weigh : what an answer weighs, such as its bytes; by default they are counted
    """

    def __init__(self, most: int, weigh: Callable[[Answer], int] = lambda _: 1) -> None:
        self._most = most
        self._weigh = weigh
        self._weight = 0
        self._answers: OrderedDict[Question, Answer] = OrderedDict()
        self._lock = Lock()
        # A lock for each question that is being worked out.
        self._turns: dict[Question, Lock] = {}

    def get(self, question: Question, work_out: Callable[[], Answer]) -> Answer:
        """The answer; worked out where it is not remembered, while only who asks the same waits for it."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                return self._answers[question]
            turn = self._turns.setdefault(question, Lock())
        with turn:
            with self._lock:
                if question in self._answers:
                    return self._answers[question]
            try:
                answer = work_out()
                with self._lock:
                    self._remember(question, answer)
            finally:
                with self._lock:
                    # After a failure another may have begun a turn of its own.
                    if self._turns.get(question) is turn:
                        del self._turns[question]
        return answer

    def known(self, question: Question) -> Answer | None:
        """The answer where it is remembered; nothing is worked out."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
            return self._answers.get(question)

    def _remember(self, question: Question, answer: Answer) -> None:
        if self._weigh(answer) > self._most:
            return
        if question in self._answers:
            self._weight -= self._weigh(self._answers.pop(question))
        self._answers[question] = answer
        self._weight += self._weigh(answer)
        while self._weight > self._most:
            _, oldest = self._answers.popitem(last=False)
            self._weight -= self._weigh(oldest)
