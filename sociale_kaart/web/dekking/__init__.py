"""Coverage: in which gemeenten there is help, where there is none, and where nobody knows."""
