"""Reading a typed address, one job a module; geocode.address is its front door.

fields is what comes out; clean brings the text to plain characters; contact takes out what one calls or mails;
postcode, number, tail, behind and words know one piece of an address each; parts cuts a line, segment reads one part of
it, special what is no address to go to; line puts them together, columns does so for a table; choices makes the other
readings.
"""
