"""The few figures that a page shows of every gemeente, at any moment: what no moment changes is reckoned once.

The same figures as coverage/report, from which files and commands are told, made another way
(docs/decisions/0980-what-no-moment-changes-is-reckoned-once.md). A figure that no page shows belongs there.
"""
