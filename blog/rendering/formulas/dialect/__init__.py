"""What TeX authors write and KaTeX does not understand; one concern, one module. `understanding` puts them in order."""
