"""haqiba: a campaign is a folder; haqiba turns the folder into a bag."""
