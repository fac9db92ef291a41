"""This catalogue: cell and gene therapy in China.

colours     of therapy groups and of kinds of approval
"""
