"""How near our PDF comes to an office suite's picture of the same Word document."""
