"""Pages and REST API: speaks HTTP, calls ``workflow`` only, knows no rule of letters or of review."""
