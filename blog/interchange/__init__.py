"""What comes in and goes out: files of other systems, in a neutral form, apart from the rows that they become."""
