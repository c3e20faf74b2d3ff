from __future__ import annotations

import threading

import pytest

from sociale_kaart.web.memory import Memory


def test_a_question_is_worked_out_once_until_newer_ones_push_it_out() -> None:
    asked = []
    memory: Memory[int, int] = Memory(most=2)

    def double(number: int) -> int:
        asked.append(number)
        return number * 2

    answers = [memory.get(number, lambda number=number: double(number)) for number in (1, 1, 2, 1, 3, 1, 2)]
    assert answers == [2, 2, 4, 2, 6, 2, 4]
    assert asked == [1, 2, 3, 2], "the one asked longest ago makes room"


def test_what_is_known_and_what_others_ask_waits_for_nobody() -> None:
    memory: Memory[str, str] = Memory(most=9)
    memory.get("known", lambda: "at once")
    started, done = threading.Event(), threading.Event()

    def slow() -> str:
        started.set()
        done.wait(10)
        return "at last"

    told: list[str] = []
    asker = threading.Thread(target=lambda: told.append(memory.get("slow", slow)))
    asker.start()
    started.wait(10)

    others = threading.Thread(
        target=lambda: told.extend(
            [memory.get("known", lambda: "anew"), memory.get("other", lambda: "beside it")]
        )
    )
    others.start()
    others.join(5)
    assert told == ["at once", "beside it"]
    done.set()
    asker.join(10)
    assert told[-1] == memory.get("slow", lambda: "anew") == "at last"


def test_a_question_that_fails_is_asked_again() -> None:
    memory: Memory[str, int] = Memory(most=2)
    with pytest.raises(ZeroDivisionError):
        memory.get("nu", lambda: 1 // 0)
    assert memory.get("nu", lambda: 7) == 7


def test_threads_that_ask_the_same_wait_for_one_answer() -> None:
    asked = []
    memory: Memory[str, int] = Memory(most=1)
    together = threading.Barrier(8)

    def ask() -> None:
        together.wait()
        memory.get("nu", lambda: asked.append("nu") or len(asked))  # type: ignore[func-returns-value]

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asked == ["nu"]


def test_what_is_remembered_may_be_weighed_and_what_is_too_heavy_is_given_but_not_kept() -> None:
    memory: Memory[str, bytes] = Memory(most=10, weigh=len)
    for question, answer in (("a", b"1234"), ("b", b"1234"), ("c", b"123"), ("d", b"12345678901")):
        assert memory.get(question, lambda answer=answer: answer) == answer
    assert {one for one in "abcd" if memory.known(one) is not None} == {"b", "c"}


def test_a_failure_while_others_wait_does_not_count_an_answer_twice() -> None:
    memory: Memory[str, int] = Memory(most=3)
    for question in "abc":
        failing, waiting, newcomer = (threading.Event() for _ in range(3))

        def fail(failing: threading.Event = failing, waiting: threading.Event = waiting) -> int:
            failing.set()
            waiting.wait(10)
            raise LookupError

        def slowly(newcomer: threading.Event = newcomer) -> int:
            newcomer.wait(10)
            return 1

        def first(question: str = question) -> None:
            with pytest.raises(LookupError):
                memory.get(question, fail)

        threads = [threading.Thread(target=first)]
        threads[0].start()
        failing.wait(10)
        threads.append(threading.Thread(target=memory.get, args=(question, slowly)))
        threads[1].start()
        waiting.set()
        threads[0].join(10)
        # The one that waited works now; somebody else comes and asks the same.
        threads.append(threading.Thread(target=memory.get, args=(question, lambda: 1)))
        threads[2].start()
        newcomer.set()
        for thread in threads[1:]:
            thread.join(10)
    assert [memory.known(question) for question in "abc"] == [1, 1, 1]
