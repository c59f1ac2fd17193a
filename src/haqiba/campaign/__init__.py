"""What a campaign is: frozen data, the standard library only; imports nobody."""
