# Small parts of many pages.

parts-first = First
parts-previous = Previous
parts-next = Next
parts-last = Last
parts-pages = Pages
parts-rows-per-page = Rows per page
parts-rows = Rows
parts-copied = { $what } copied.
parts-copy = Copy { $what }
