"""Edition -> files + findings. Makers are pure: no clock, no network, no global state."""
