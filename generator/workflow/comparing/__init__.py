"""What changed between two runs (``compare``, ``reports``), and since letters were approved (``golden``)."""
