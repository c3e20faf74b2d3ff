"""What is known of one gemeente, and of all of them: a page, a print of two pages, and files of the whole area."""
