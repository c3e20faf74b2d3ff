"""Schedules made at random, and independent ways to say when they are open."""
