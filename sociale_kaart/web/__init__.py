"""The website: what a citizen, a policymaker and an analyst see of a built map."""
