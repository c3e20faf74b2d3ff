"""How much a source may hold: enough for every helping place in the country, too little to fill a machine's memory."""

MAX_FILE_BYTES = 50_000_000
MAX_UNZIPPED_BYTES = 300_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELLS = 5_000_000
# Excel's own limit for the text in one cell.
MAX_CELL_CHARACTERS = 32_767
ROWS_SEARCHED_FOR_HEADINGS = 50
