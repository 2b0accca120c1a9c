"""The manifest: what a batch made, and what the ledger says of each letter since; for people and programs.

``batch`` writes the manifest that lies in a batch's folder. ``rows`` reads what was sent to whom out of the
ledger's events, ``formats`` writes it as CSV, JSON Lines, a workbook or Parquet.
"""

from generator.manifest.batch import ManifestLine, manifest_csv, manifest_jsonl
from generator.manifest.cells import defuse
from generator.manifest.formats import FORMATS, ManifestFormat, write_manifest
from generator.manifest.rows import MASKED, ManifestRow, manifest_rows, mask_clocks

__all__ = [
    "FORMATS",
    "MASKED",
    "ManifestFormat",
    "ManifestLine",
    "ManifestRow",
    "defuse",
    "manifest_csv",
    "manifest_jsonl",
    "manifest_rows",
    "mask_clocks",
    "write_manifest",
]
