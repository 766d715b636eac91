"""The workbook: what stands on its sheets, and how sheets are laid out."""
