"""How good the answers are: messy spellings of addresses whose answer is known, and what becomes of them."""
