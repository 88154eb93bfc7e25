"""Pages made of many features: the first page, the members' space, legal pages."""
