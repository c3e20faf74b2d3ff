"""Where help is, where it is missing and where nobody knows: measured per gemeente and pillar."""
