"""Timelines of cases as a page to look at and to print: ``moments`` tells, ``drawing`` draws."""

from generator.timeline.page import draw_timelines

__all__ = ["draw_timelines"]
