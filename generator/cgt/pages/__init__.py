"""Every kind of page of the catalogue."""
