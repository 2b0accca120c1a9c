"""What people report → what is recorded.

``entries`` reads their words, ``reports`` weighs them, ``corrections`` says an earlier entry anew.
"""

from generator.recording.corrections import not_correctable
from generator.recording.entries import VERBS, Entry
from generator.recording.reports import Background, Report, read_reports

__all__ = ["VERBS", "Background", "Entry", "Report", "not_correctable", "read_reports"]
