"""Timelines of cases as a page to look at and to print: ``moments`` tells, ``drawing`` draws."""

from generator.timeline.page import LEGEND, draw_case, draw_timelines

__all__ = ["LEGEND", "draw_case", "draw_timelines"]
