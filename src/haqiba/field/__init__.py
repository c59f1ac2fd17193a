"""What happened, in SQL: hand-overs and their receipts. Stands on the campaign alone."""
