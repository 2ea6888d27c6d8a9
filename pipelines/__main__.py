"""`python -m pipelines` is `wuye`."""

from pipelines.cli import main

main()
