"""How long the generator takes, beside Hugo and beside writing the same bytes: `make bench`.

invented    the toy catalogue, grown to any number of records
hugo        the same pages as a site of Hugo; hugo_site/ has its templates
runs        a program measured from outside: seconds, memory
__main__    the cases, and the table that is printed
"""
