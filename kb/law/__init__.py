"""What a regulation, a locator and a citation are; what exists and stands on a date."""
