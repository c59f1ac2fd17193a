"""Campaign x language x imprint -> Edition."""
