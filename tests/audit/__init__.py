"""The Nu HTML checker on every page, Lighthouse on one page of each kind: make audit."""
