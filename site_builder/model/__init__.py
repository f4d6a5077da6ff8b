"""The words of the field as frozen values: no files, no clock, no templates."""
