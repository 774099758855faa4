"""What an author uses."""
