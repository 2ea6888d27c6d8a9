"""Benchmarks: what Wuye costs beside the plainest way and the usual way of doing the same.

Not tests: nothing here is timed in the test suite. Every case runs in a fresh process,
cases are interleaved, medians are printed, and no time is printed unless all cases of a
comparison gave the same checksums.
"""
