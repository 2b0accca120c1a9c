"""Cases: what the events say, day by day."""
