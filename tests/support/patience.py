"""How long tests wait for what must come, on a machine that has other work too.

Long enough that only what never comes is given up on; no test that passes waits for the whole of it.
"""

import os

PATIENCE = float(os.environ.get("SIMULATOR_PATIENCE", "60"))
"""Seconds to wait for one thing; fewer while a test is written that fails."""
LONGEST = 300.0
"""Seconds after which a whole scene hangs."""
