"""The areas of the map, in the order in which the tables of the tests name them."""

AREAS = (
    "etorofu",
    "kunashiri",
    "shikotan",
    "habomai",
    "urup_and_north_kurils",
    "south_sakhalin",
    "north_sakhalin",
)
