# Every target prepares what it needs itself; only Python 3.11+, make and the package registries
# have to be there. PYTHON=… names another Python.
.POSIX:
.PHONY: run test soak check conformance bench clean

bootstrap = scripts/python scripts/bootstrap.py

# Starts the local stack and says where to sign in. Ctrl-C ends it.
run:
	@exec $(bootstrap) run -- python -m worker.local.stack

# Everything that proves it works, but for the hours-long and the full-size parts.
test:
	@exec $(bootstrap) test -- python scripts/run_tests.py

# Chaos and scale at full size.
soak:
	@exec $(bootstrap) test -- python -m pytest -m soak --timeout=3600

# Formatting, lint, types, arrows and house rules, of Python and of the web application.
check:
	@exec $(bootstrap) check -- python scripts/run_checks.py

# Every case of the standard against a stack of its own; writes docs/conformance.md.
conformance:
	@BATON_TEST_WRITE=1 exec $(bootstrap) test -- python -m pytest tests/conformance/test_live.py

# Measures a stack of its own; results go into docs/benchmarks.md by hand.
bench:
	@exec $(bootstrap) run -- python -m bench.all

# Removes what can be made again. DATA=1 removes the local stack's data too, after asking.
clean:
	@exec scripts/python scripts/clean.py
