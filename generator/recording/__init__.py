"""What people report → what is recorded.

``entries`` reads their words, ``meaning`` finds out what they are about, ``reports`` weighs them with the
``doubts`` that there are; ``corrections`` says an earlier entry anew.
"""

from generator.recording.background import Background, Report
from generator.recording.corrections import not_correctable
from generator.recording.entries import VERBS, Entry
from generator.recording.reports import read_report

__all__ = ["VERBS", "Background", "Entry", "Report", "not_correctable", "read_report"]
