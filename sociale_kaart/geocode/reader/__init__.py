"""Reading a typed address, one job a module; geocode.address is its front door.

fields is what comes out; clean brings the text to plain characters; contact takes out what one calls or mails;
postcode, number, tail and words know one part of an address each; segment reads one piece of text, special what is
no address to go to; line puts the pieces together, columns does so for a table; choices makes the other readings.
"""
