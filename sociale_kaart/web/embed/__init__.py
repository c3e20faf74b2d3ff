"""What others put on their own pages: embedded maps, the page that makes their code, and oEmbed."""
