"""Everything a page imports: the data layer, the links, and the parts that are drawn."""
