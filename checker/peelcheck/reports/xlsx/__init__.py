"""The workbook: the content of its sheets, and how sheets are laid out."""
