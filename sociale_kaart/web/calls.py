"""How templates call functions and macros: as Jinja does, without asking each of them every time what it wants first.

A page of results calls some 170 times.
"""

from __future__ import annotations

from types import FunctionType, MethodType
from typing import Any

from flask import Flask
from jinja2.runtime import Context, Macro

_PLAIN = frozenset({FunctionType, MethodType})


class QuickContext(Context):
    """Jinja's, which for each call looks four times for a mark that a macro always has and most functions never."""

    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805  # as Jinja has it
        """What the callable answers, given the context first where it asked for that."""
        if type(__obj) is Macro:
            args = (__self.eval_ctx, *args)
        elif type(__obj) not in _PLAIN or hasattr(__obj, "jinja_pass_arg"):
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        try:
            return __obj(*args, **kwargs)
        except StopIteration:
            # Rendering is a generator: this would end it halfway.
            return __self.environment.undefined("value was undefined because a callable raised StopIteration")


def install(app: Flask) -> None:
    """Let templates call so."""
    app.jinja_env.context_class = QuickContext
