"""From the public corpus to the website's pages."""
